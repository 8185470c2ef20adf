import type { B24Frame } from '@bitrix24/b24jssdk'
import { expect, it } from 'vitest'
import { RECORDED, RECORDED_NAMES } from '../../../e2e/portal/recorded/recorded.ts'
import { restByMethod } from '../../../e2e/tools/recorded-answers.ts'
import { createHost } from '../frame/frame-host.ts'
import { createInstaller, PLACES } from '../frame/installer.ts'
import { optionIn, PLAN_OPTIONS } from '../frame/settings-store.ts'

/** What the frame's adapters make of how a portal opens the app, and of its places. */

interface Start {
  readonly place: unknown
  readonly options: unknown
  readonly language?: unknown
  readonly saved?: unknown
}

/** What the SDK gives of it: the options as they came. */
function frameOf({ place, options, language = 'en', saved = [] }: Start): B24Frame {
  return {
    isInstallMode: false,
    auth: { isAdmin: true },
    placement: { placement: place, options },
    options: { userGet: (name: string) => (saved as Record<string, unknown>)[name] },
    getLang: () => language,
    getTargetOrigin: () => 'https://portal.example',
  } as unknown as B24Frame
}

const noTab = (): void => expect.unreachable('nothing was to be opened')

it("starts on the app's own page at empty maps and an empty text", () => {
  const body = RECORDED['init-data-empty-maps'].body as Record<string, unknown>
  const start = {
    place: body.PLACEMENT,
    options: body.PLACEMENT_OPTIONS,
    language: body.LANG,
    saved: body.USER_OPTIONS,
  }
  const host = createHost(frameOf(start), noTab)
  expect([host.opening, host.language]).toEqual([{ screen: 'contacts' }, 'la'])
  for (const name of Object.values(PLAN_OPTIONS)) expect(optionIn(frameOf(start), name)).toBeNull()
})

it.each([
  ['post-list-menu', { screen: 'delete', contactId: 8061 }],
  ['post-list-toolbar', { screen: 'contacts' }],
] as const)('opens as %s says', (name, opening) => {
  const { form } = RECORDED[name].body as { form: Record<string, string> }
  const options: unknown = JSON.parse(form.PLACEMENT_OPTIONS ?? '')
  expect(createHost(frameOf({ place: form.PLACEMENT, options }), noTab).opening).toEqual(opening)
})

it('misses all its places where the portal lists none', async () => {
  const rest = restByMethod({ 'placement.get': 'placement-get-none' })
  const installer = createInstaller(
    rest,
    { auth: frameOf({ place: '', options: '' }).auth },
    'https://app.example/',
  )
  expect(await installer.missingPlaces()).toHaveLength(PLACES.length)
})

it('reads all recordings that are no answer over HTTP, but the event, which only servers get', () => {
  expect(RECORDED_NAMES.filter((name) => RECORDED[name].http === null).toSorted()).toEqual([
    'contact-delete-event',
    'init-data-empty-maps',
    'post-list-menu',
    'post-list-toolbar',
  ])
})
