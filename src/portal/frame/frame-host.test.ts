import { eventually } from '../../../e2e/tools/eventually.ts'
import type { B24Frame } from '@bitrix24/b24jssdk'
import { describe, expect, it, vi } from 'vitest'
import { createHost } from './frame-host.ts'

/** Only what createHost reads at once. */
function frame(given: {
  lang?: unknown
  placement?: unknown
  options?: unknown
  install?: boolean
}): B24Frame {
  return {
    isInstallMode: given.install ?? false,
    auth: { isAdmin: true },
    placement: { placement: given.placement ?? 'CRM_CONTACT_DETAIL_TAB', options: given.options },
    getLang: () => given.lang ?? 'en',
    getTargetOrigin: () => 'https://portal.example',
  } as unknown as B24Frame
}

const noTab = (): void => expect.unreachable('nothing was to be opened')

describe('what the portal opened the app for', () => {
  it.each([
    [{ ID: '8061', URI: '/crm/contact/details/8061/' }, 8061],
    [{ ID: 8061 }, 8061],
    [{ ID: '0' }, 0],
    [[], 0],
    ['', 0],
    [null, 0],
    [undefined, 0],
  ])('the tab with %j is about contact %i', (options, contactId) => {
    expect(createHost(frame({ options }), noTab).opening).toEqual({ screen: 'contact-tab', contactId })
  })

  it.each([
    [{ ID: '7' }, { screen: 'delete', contactId: 7 }] as const,
    [[], { screen: 'contacts' }] as const,
  ])("the row menu and the card's menu with %j", (options, opening) => {
    for (const placement of ['CRM_CONTACT_LIST_MENU', 'CRM_CONTACT_DETAIL_TOOLBAR'])
      expect(createHost(frame({ placement, options }), noTab).opening).toEqual(opening)
  })

  it.each([5, false, [], {}])('a language that is %j is no reason not to start', (lang) => {
    expect(typeof createHost(frame({ lang }), noTab).language).toBe('string')
  })
})

describe('opening a path of the portal', () => {
  const slider = (openPath: () => Promise<unknown>) =>
    Object.assign(frame({}), {
      slider: { getUrl: (path: string) => new URL(path, 'https://portal.example'), openPath },
    })

  it('reports that the slider has closed, and opens nothing else', async () => {
    const closed = vi.fn()
    createHost(
      slider(() => Promise.resolve({ isClose: true })),
      noTab,
    ).openPath('/crm/contact/details/7/', closed)
    await eventually(() => expect(closed).toHaveBeenCalledOnce())
  })

  it('opens a tab if the portal does not show the path in a slider', async () => {
    const openTab = vi.fn()
    const refused = slider(() => Promise.reject(new Error('PATH_NOT_AVAILABLE')))
    createHost(refused, openTab).openPath('/crm/recyclebin/')
    await eventually(() => expect(openTab).toHaveBeenCalledWith('https://portal.example/crm/recyclebin/'))
  })
})
