import type { B24Frame } from '@bitrix24/b24jssdk'
import * as v from 'valibot'
import type { Host, Opening } from '#core/ports.ts'
import { id, text } from '../rest/wire.ts'

/** The width that the portal gives to the cards of its own entities (portal README, "The portal's own pages"). */
const CARD_WIDTH = 1640

/**
 * Values come as strings and HTML-escaped; the app needs only the id (portal README, "How the portal opens the app").
 */
const contactOptions = v.object({ ID: v.pipe(v.union([v.string(), v.number()]), v.transform(Number)) })
const pickedUser = v.object({ id, name: text })
/** A company's id comes as `CO_7`. */
const companyId = v.pipe(
  v.string(),
  v.transform((text) => Number(text.replace(/^CO_/u, ''))),
  v.check((value) => Number.isSafeInteger(value) && value > 0),
)
const pickedCompany = v.pipe(
  v.object({ company: v.tuple([v.object({ id: companyId, title: text })]) }),
  v.transform(({ company: [{ id, title }] }) => ({ id, name: title })),
)

/** @param openTab opens an address in a new tab of the browser */
export function createHost(frame: B24Frame, openTab: (address: string) => void): Host {
  const opening = openingOf(frame)
  return {
    opening,
    // The portal may send other values than the SDK's types promise.
    language: v.parse(text, frame.getLang()),
    origin: frame.getTargetOrigin(),
    openPath(path, onClose) {
      // The answer comes only when the slider closes, if ever (portal README, "Messages and their answers").
      frame.slider.openPath(frame.slider.getUrl(path), CARD_WIDTH).then(onClose, () => {
        // PATH_NOT_AVAILABLE (portal README, "The portal's own pages"): the portal does not show this path in a
        // slider, so it opens in a new tab; no link may lead nowhere.
        openTab(frame.getTargetOrigin() + path)
      })
    },
    fitHeight(px) {
      // Not resizeWindow(w, h): a width in px would stay when the frame around the app changes its width.
      frame.parent.message
        .send('resizeWindow', { width: '100%', height: Math.ceil(px), isSafely: true })
        .catch(ignore)
    },
    setTitle(title) {
      // Denied in every other place, without an answer (portal README, "Messages and their answers").
      if (frame.placement.placement !== 'DEFAULT') return
      frame.parent.setTitle(title).catch(ignore)
    },
    refreshLists() {
      // The app's own page has no such command; the portal would not answer (portal README, "The contact's tab").
      if (opening.screen === 'contacts') return
      frame.placement.call('reloadData').catch(ignore)
    },
    close() {
      // In the tab nothing closes, and the promise never settles (portal README, "Messages and their answers").
      frame.parent.closeApplication().catch(ignore)
    },
    async pickUser() {
      // Never settles when the person cancels (portal README, "Messages and their answers").
      const picked: unknown = await frame.dialog.selectUser()
      return v.parse(pickedUser, picked)
    },
    async pickCompany() {
      const picked: unknown = await frame.dialog.selectCRM({ entityType: ['company'], multiple: false })
      return v.parse(pickedCompany, picked)
    },
  }
}

function ignore(): void {
  // The page around the frame need not answer; nothing depends on it.
}

/** What the portal opened the app for; if unknown, the app's own page. */
function openingOf(frame: B24Frame): Opening {
  if (frame.isInstallMode) return { screen: 'install', isAdmin: frame.auth.isAdmin }
  const parsed = v.safeParse(contactOptions, frame.placement.options)
  const contactId = parsed.success && Number.isSafeInteger(parsed.output.ID) ? parsed.output.ID : 0
  switch (frame.placement.placement) {
    case 'CRM_CONTACT_DETAIL_TAB':
      return { screen: 'contact-tab', contactId }
    case 'CRM_CONTACT_DETAIL_TOOLBAR':
    case 'CRM_CONTACT_LIST_MENU':
      return contactId > 0 ? { screen: 'delete', contactId } : { screen: 'contacts' }
    default:
      return { screen: 'contacts' }
  }
}
