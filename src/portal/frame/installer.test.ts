import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handlerOf, PLACES, repairs } from './installer.ts'

const TITLES = [
  { language: 'en', title: 'Tidy', description: 'Delete' },
  { language: 'ru', title: 'Чисто', description: 'Удалить' },
]
const HANDLER = 'https://app.example/index.html'

type Binding = Parameters<typeof repairs>[0][number]

/** What a portal holds after the commands: its key is place + handler (portal-protocol.md, 4.1). */
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
  it('ends with each place bound once, whatever there was; a second time there is nothing to do', () => {
    fc.assert(
      fc.property(bindings, (bound) => {
        const after = carriedOut(bound, repairs(bound, HANDLER, TITLES))
        for (const place of PLACES) {
          expect(after.filter((each) => each.placement === place)).toMatchObject([{ handler: HANDLER }])
        }
        expect(repairs(after, HANDLER, TITLES)).toEqual({})
      }),
    )
  })

  it('leaves places alone that are not its own', () => {
    const menu = { placement: 'LEFT_MENU', handler: 'https://old.example/', langAll: {} }
    expect(carriedOut([menu], repairs([menu], HANDLER, TITLES))).toContainEqual(menu)
  })
})

it.each([
  ['https://app.example/index.html?DOMAIN=p&APP_SID=1#x', HANDLER],
  ['https://app.example/?DOMAIN=p', HANDLER],
  ['https://cdn.example/b123/v4/install.html', 'https://cdn.example/b123/v4/index.html'],
])('handlerOf %s', (location, handler) => {
  expect(handlerOf(location)).toBe(handler)
})
