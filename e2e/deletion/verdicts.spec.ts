/** What became of a deletion: what the screen says is compared with what the portal holds. */
import { expect, test } from '../support/fixtures.ts'
import type { Fault } from '../portal/contract.ts'
import { contactOnTop, deletesSent, nameOf, openList } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

/** A refused or broken answer is noise that the browser makes of itself. */
test.use({ expectedConsole: [/Failed to load resource/u], portalOptions: { contacts: 300 } })

interface Trouble {
  fault: Fault['kind']
  says: RegExp
  role: 'status' | 'alert'
  gone: boolean
  /** Default: the delete command. */
  method?: string
  /** Default: once. */
  times?: number
}

const colleagueDeletes = (id: () => number): Fault['kind'] => ({
  type: 'colleague',
  act: (portal) => void portal.store.deleteContact(id(), USER.firstColleague),
})

test.describe('what the portal may do instead', () => {
  let subject = 0
  const TROUBLES: Record<string, Trouble> = {
    'a colleague was faster': {
      fault: colleagueDeletes(() => subject),
      says: /is gone.*deleted it, or someone else did/u,
      role: 'alert',
      gone: true,
    },
    'the browser sent it twice by itself': {
      fault: { type: 'reset-after' },
      says: /is gone.*deleted it, or someone else did/u,
      role: 'alert',
      gone: true,
    },
    'the connection broke after the work': {
      fault: { type: 'drop-after' },
      says: /was deleted.*did not confirm it.*looked again/u,
      role: 'status',
      gone: true,
    },
    'an answer that is no JSON, after the work': {
      fault: { type: 'malformed-json' },
      says: /was deleted.*looked again/u,
      role: 'status',
      gone: true,
    },
    'an empty answer, after the work': {
      fault: { type: 'empty-200' },
      says: /was deleted.*looked again/u,
      role: 'status',
      gone: true,
    },
    'too many requests': {
      fault: {
        type: 'http',
        status: 503,
        body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' },
      },
      // More often than the app asks again.
      times: 10,
      says: /was not deleted.*too many requests/u,
      role: 'alert',
      gone: false,
    },
    'a moment of too many requests': {
      fault: {
        type: 'http',
        status: 503,
        body: { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests' },
      },
      times: 2,
      says: /was deleted/u,
      role: 'status',
      gone: true,
    },
    'an app that this person may not use': {
      fault: {
        type: 'http',
        status: 401,
        body: { error: 'user_access_error', error_description: 'The user does not have access' },
      },
      says: /was not deleted.*not a matter of CRM rights.*own words: “The user does not have access”/u,
      role: 'alert',
      gone: false,
    },
    'a block by the vendor': {
      fault: {
        type: 'http',
        status: 503,
        body: { error: 'OVERLOAD_LIMIT', error_description: 'REST API is blocked due to overload' },
      },
      says: /was not deleted.*blocked apps.*Bitrix24 support/u,
      role: 'alert',
      gone: false,
    },
    'the operating time used up': {
      fault: {
        type: 'refuse',
        error: 'OPERATION_TIME_LIMIT',
        description: 'Method is blocked due to operation time limit',
      },
      says: /was not deleted.*busy/u,
      role: 'alert',
      gone: false,
    },
    'a scope that is missing': {
      fault: { type: 'refuse', error: 'insufficient_scope', description: '' },
      says: /was not deleted.*lacks a permission.*administrator/u,
      role: 'alert',
      gone: false,
    },
    'a plan without REST': {
      fault: {
        type: 'http',
        status: 403,
        body: { error: 'ACCESS_DENIED', error_description: 'REST API is available only on commercial plans' },
      },
      says: /was not deleted.*plan does not allow/u,
      role: 'alert',
      gone: false,
    },
    'the app removed from the portal': {
      fault: {
        type: 'http',
        status: 401,
        body: { error: 'APPLICATION_NOT_FOUND', error_description: 'Application not found' },
      },
      says: /was not deleted.*no longer installed/u,
      role: 'alert',
      gone: false,
    },
    'a veto in the words of a handler': {
      fault: { type: 'refuse', error: 'ERROR_CORE', description: 'Olga keeps<br />&quot;this&quot; one' },
      says: /was not deleted.*reports an error.*own words: “Olga keeps "this" one”/u,
      role: 'alert',
      gone: false,
    },
  }

  for (const gone of [true, false]) {
    const troubles = Object.entries(TROUBLES).filter(([, trouble]) => trouble.gone === gone)

    test(
      gone ? 'and the contact is gone' : 'and the contact is there',
      async ({ portal, portalPages, axe, time }) => {
        // Each of them takes a copy and mostly its erasing: that is more than a small portal takes within a minute.
        portal.portal.settings.license = 'ent'
        Object.assign(portal.portal.settings.limits, { bucketSize: 250, leakPerSecond: 5 })
        const { app, list } = await openList(portalPages)
        const looked = new Set<string>()
        for (const [title, { fault, says, role, method = 'crm.contact.delete', times = 1 }] of troubles) {
          await test.step(title, async () => {
            const contact = contactOnTop(portal)
            const name = nameOf(contact)
            subject = contact.ID
            const dialog = await list.askToDelete(name)
            await expect(dialog.confirm).toBeEnabled()
            // What is told below is new: nothing like it is on the screen yet.
            const reported = app.getByRole(role).filter({ hasText: says }).filter({ hasText: name })
            await expect(reported).toHaveCount(0)
            portal.portal.faults.add({ method, kind: fault, times })
            await dialog.confirm.click()
            if (times > 1) await expect(app.getByText('too many requests. Waiting…').first()).toBeVisible()
            await time.passesUntil(expect(reported).toBeVisible())
            portal.portal.faults.clear()
            await expect(dialog.root).toHaveCount(0)
            await expect(list.row(name)).toHaveCount(gone ? 0 : 1)
            expect(portal.portal.store.contact(contact.ID) === undefined).toBe(gone)
            // Those of a role differ in their words alone.
            if (!looked.has(role)) expect(await axe(app)).toEqual([])
            looked.add(role)
          })
        }
      },
    )
  }
})

test.describe('without the right to delete', () => {
  for (const user of [USER.manager, USER.reader]) {
    test(`user ${user} is told whom to ask`, async ({ portal, portalPages, axe }) => {
      portal.portal.settings.currentUserId = user
      const contact = contactOnTop(portal, (each) => each.ASSIGNED_BY_ID >= USER.firstColleague)
      const responsible = portal.portal.store.users.get(contact.ASSIGNED_BY_ID)!
      const name = nameOf(contact)
      const { app, list } = await openList(portalPages)
      const dialog = await list.askToDelete(name)
      await dialog.confirm.click()
      await expect(list.alert).toContainText(`${name} was not deleted: access denied`)
      await expect(list.alert).toContainText(`Ask ${responsible.NAME} ${responsible.LAST_NAME}`)
      await expect(list.row(name)).toBeVisible()
      expect(portal.portal.store.contact(contact.ID)).toBeDefined()
      expect(await axe(app)).toEqual([])
      await app.getByRole('button', { name: 'Dismiss this message' }).click()
      await expect(list.alert).toHaveCount(0)
    })
  }
})

test('a contact that went before the question is not asked about', async ({ portal, portalPages, axe }) => {
  const contact = contactOnTop(portal)
  const name = nameOf(contact)
  const { app, list } = await openList(portalPages)
  await expect(list.row(name)).toBeVisible()
  portal.portal.store.deleteContact(contact.ID, USER.firstColleague)
  await list.deleteButton(name).click()
  const reported = app.getByRole('alertdialog', { name: `${name} is no longer there` })
  await expect(reported.getByRole('alert')).toContainText('is no longer in the portal')
  await expect(reported.getByRole('button', { name: 'Delete contact' })).toHaveCount(0)
  expect(await axe(app)).toEqual([])
  await reported.getByRole('button', { name: 'Close' }).click()
  await expect(list.alert).toContainText(`${name} was already gone`)
  await expect(list.row(name)).toHaveCount(0)
  expect(deletesSent(portal.portal)).toBe(0)
})

const HIDDEN: Fault['kind'] = { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied' }
const DENIED: Fault['kind'] = { type: 'refuse', error: '', description: 'Access denied.' }

test('a contact that this user may no longer see is not asked about', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const name = nameOf(contact)
  const { app, list } = await openList(portalPages)
  await expect(list.row(name)).toBeVisible()
  portal.portal.faults.add({ method: 'crm.contact.get', times: 10, kind: DENIED })
  portal.portal.faults.add({ method: 'crm.item.get', times: 10, kind: HIDDEN })
  await list.deleteButton(name).click()
  const reported = app.getByRole('alertdialog', { name: `${name} cannot be opened` })
  await expect(reported.getByRole('alert')).toContainText('or it was deleted')
  await reported.getByRole('button', { name: 'Close' }).click()
  await expect(list.row(name)).toBeVisible()
  expect(deletesSent(portal.portal)).toBe(0)
})

test('refused and out of sight: the screen does not claim to know which', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const name = nameOf(contact)
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(name)
  await expect(dialog.confirm).toBeEnabled()
  portal.portal.faults.add({ method: 'crm.contact.delete', kind: DENIED })
  portal.portal.faults.add({ method: 'crm.item.get', times: 10, kind: HIDDEN })
  await dialog.confirm.click()
  await expect(list.alert).toContainText(`${name} was not deleted: access denied`)
  await expect(list.alert).toContainText('or it has already been deleted')
  await expect(list.row(name)).toBeVisible()
  expect(portal.portal.store.contact(contact.ID)).toBeDefined()
})

test('what hangs on it cannot be read: that is said, and deleting stays possible', async ({
  portal,
  portalPages,
  time,
}) => {
  const contact = contactOnTop(portal)
  const { list } = await openList(portalPages)
  portal.portal.faults.add({ method: 'crm.contact.get', times: 10, kind: { type: 'drop-before' } })
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.confirm).toBeDisabled()
  await time.passesUntil(expect(dialog.root.getByRole('alert')).toContainText('could not be read'))
  await expect(dialog.confirm).toBeEnabled()
  portal.portal.faults.clear()
  await dialog.root.getByRole('button', { name: 'Try again' }).click()
  await expect(dialog.root).toContainText('Deleted with it: phones')
  await dialog.confirm.click()
  await expect(list.status.filter({ hasText: 'was deleted' })).toBeVisible()
})

test('a token that ran out is renewed without a word', async ({ portal, portalPages }) => {
  const contact = contactOnTop(portal)
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(nameOf(contact))
  await expect(dialog.confirm).toBeEnabled()
  portal.portal.auth.expireAll()
  await dialog.confirm.click()
  await expect(list.status.filter({ hasText: 'was deleted' })).toBeVisible()
  expect(portal.portal.store.contact(contact.ID)).toBeUndefined()
})

test('a session that ended is said to have ended', async ({ portal, portalPages, time }) => {
  const contact = contactOnTop(portal)
  const name = nameOf(contact)
  const { list } = await openList(portalPages)
  const dialog = await list.askToDelete(name)
  await expect(dialog.confirm).toBeEnabled()
  portal.portal.auth.expireAll()
  portal.portal.auth.refuseRefresh = true
  // The portal's own alert(), which the parent page shows when it gets no new token.
  portalPages.page.on('dialog', (alert) => void alert.accept())
  await dialog.confirm.click()
  await time.passesUntil(expect(list.alert).toContainText('session in the portal has ended'))
  await expect(list.alert).toContainText(name)
  expect(portal.portal.store.contact(contact.ID)).toBeDefined()
})
