import type { B24Frame } from '@bitrix24/b24jssdk'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createInstaller, handlerOf, missing, PLACES, repairs } from './installer.ts'
import type { Rest } from '../rest/rest.ts'
import { restByMethod } from '../../../e2e/tools/recorded-answers.ts'

const TITLES = (['card-tab', 'card-menu', 'row-menu', 'list-toolbar'] as const).flatMap((place) => [
  { place, language: 'en', title: `Tidy ${place}`, description: 'Delete' },
  { place, language: 'ru', title: `Чисто ${place}`, description: 'Удалить' },
])
const HANDLER = 'https://app.example/index.html'

type Binding = Parameters<typeof repairs>[0][number]

/**
 * The bindings after the commands; the portal identifies one by place + handler (portal README, "Places of the app").
 */
function carriedOut(bound: readonly Binding[], commands: ReturnType<typeof repairs>): Binding[] {
  let after = [...bound]
  for (const { method, params } of Object.values(commands)) {
    const same = (each: Binding) => each.placement === params.PLACEMENT && each.handler === params.HANDLER
    if (method === 'placement.unbind') after = after.filter((each) => !same(each))
    else {
      expect(after.some(same), 'Handler already binded').toBe(false)
      after.push({
        placement: params.PLACEMENT as string,
        handler: params.HANDLER as string,
        langAll: params.LANG_ALL as Binding['langAll'],
      })
    }
  }
  return after
}

const places = fc.constantFrom(...PLACES, 'LEFT_MENU')
const bindings: fc.Arbitrary<Binding[]> = fc.uniqueArray(
  fc.record({
    placement: places,
    handler: fc.constantFrom(HANDLER, 'https://old.example/index.html', `${HANDLER}?v=1`),
    langAll: fc.constantFrom({}, { en: { TITLE: 'Old', DESCRIPTION: '' } }),
  }),
  { selector: (each) => `${each.placement} ${each.handler}` },
)

describe('repairs', () => {
  it('binds each place exactly once, whatever was bound before; a second time it does nothing', () => {
    fc.assert(
      fc.property(bindings, (bound) => {
        const after = carriedOut(bound, repairs(bound, HANDLER, TITLES))
        for (const place of PLACES) {
          expect(after.filter((each) => each.placement === place)).toMatchObject([{ handler: HANDLER }])
        }
        for (const [place, title] of [
          ['CRM_CONTACT_DETAIL_TAB', 'Tidy card-tab'],
          ['CRM_CONTACT_LIST_MENU', 'Tidy row-menu'],
        ]) {
          const [there] = after.filter((each) => each.placement === place)
          expect(there?.langAll.en?.TITLE).toBe(title)
        }
        expect(repairs(after, HANDLER, TITLES)).toEqual({})
        expect(missing(after, HANDLER)).toEqual([])
      }),
    )
  })

  it('leaves places alone that are not its own', () => {
    const menu = { placement: 'LEFT_MENU', handler: 'https://old.example/', langAll: {} }
    expect(carriedOut([menu], repairs([menu], HANDLER, TITLES))).toContainEqual(menu)
  })
})

describe('what is missing', () => {
  const here = { placement: 'CRM_CONTACT_DETAIL_TAB', handler: HANDLER, langAll: {} }

  it('is each place without a binding or with one that leads elsewhere; old titles are fine', () => {
    const elsewhere = { ...here, placement: 'CRM_CONTACT_LIST_MENU', handler: 'https://old.example/' }
    expect(missing([], HANDLER)).toEqual(['card-tab', 'card-menu', 'row-menu', 'list-toolbar'])
    expect(missing([here, elsewhere], HANDLER)).toEqual(['card-menu', 'row-menu', 'list-toolbar'])
    expect(missing([here, { ...here, handler: `${HANDLER}?v=1` }], HANDLER)).toContain('card-tab')
  })

  it('is only what the portal offers; all, if it does not say', async () => {
    const frame = { auth: { isAdmin: true } } as Partial<B24Frame> as B24Frame
    const asked = (offered: Parameters<typeof restByMethod>[0][string] | undefined) => {
      const rest = restByMethod({
        'placement.get': { body: { result: [] } },
        ...(offered === undefined ? {} : { 'placement.list': offered }),
      })
      return createInstaller(rest, frame, HANDLER).missingPlaces()
    }
    const old = ['CRM_CONTACT_DETAIL_TAB', 'CRM_CONTACT_LIST_MENU', 'LEFT_MENU']
    expect(await asked({ body: { result: old } })).toEqual(['card-tab', 'row-menu'])
    expect(await asked(undefined)).toHaveLength(4)
    expect(await asked({ body: { result: {} } })).toHaveLength(4)
  })

  it('is not asked for by a user who is not an administrator', async () => {
    const batch = vi.fn<Rest['batch']>()
    const frame = { auth: { isAdmin: false } } as Partial<B24Frame> as B24Frame
    const installer = createInstaller({ batch } as Partial<Rest> as Rest, frame, HANDLER)
    expect(await installer.missingPlaces()).toEqual([])
    expect(batch).not.toHaveBeenCalled()
  })
})

it.each([
  ['https://app.example/index.html?DOMAIN=p&APP_SID=1#x', HANDLER],
  ['https://app.example/?DOMAIN=p', HANDLER],
  ['https://cdn.example/b123/v4/install.html', 'https://cdn.example/b123/v4/index.html'],
])('handlerOf %s', (location, handler) => {
  expect(handlerOf(location)).toBe(handler)
})
