/** What became of a deletion: what the screen says is compared with what the portal holds. */
import { takesManyRequests } from '../support/deletion-run.ts'
import { expect, test } from '../support/fixtures.ts'
import { archived, whenDeleted } from '../support/one-copy.ts'
import { ContactTab } from '../pages/contact-tab.ts'
import type { Fault } from '../portal/contract.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { contactOnTop, nameOf, openList } from '../support/portal-contacts.ts'
import { USER } from '../portal/store/users.ts'

/** A refused or broken answer is noise that the browser makes of itself. */
test.use({ expectedConsole: [/Failed to load resource/u], portalOptions: { contacts: 300 } })

// Each deletion takes a copy and mostly its erasing: more than a small portal takes within a minute.
test.beforeEach(({ portal }) => takesManyRequests(portal.portal))

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
        const { app, list } = await openList(portalPages)
        // Those of a role differ in their words alone; copy.spec.ts looks at "was deleted".
        const looked = new Set(['status'])
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
            if (!looked.has(role)) expect(await axe(app)).toEqual([])
            looked.add(role)
          })
        }
      },
    )
  }
})

test('without the right to delete, a person is told whom to ask', async ({ portal, portalPages, axe }) => {
  const { portal: held } = portal
  for (const user of [USER.manager, USER.reader]) {
    await test.step(`user ${user}, in the list: nothing is deleted, and no copy stays behind`, async () => {
      held.settings.currentUserId = user
      const seen = whenDeleted(held)
      const contact = contactOnTop(portal, (each) => each.ASSIGNED_BY_ID >= USER.firstColleague)
      const responsible = held.store.users.get(contact.ASSIGNED_BY_ID)!
      const name = nameOf(contact)
      const { app, list } = await openList(portalPages)
      const dialog = await list.askToDelete(name)
      await dialog.confirm.click()
      await expect(list.alert).toContainText(`${name} was not deleted: access denied`)
      await expect(list.alert).toContainText(`Ask ${responsible.NAME} ${responsible.LAST_NAME}`)
      await expect(list.row(name)).toBeVisible()
      expect(held.store.contact(contact.ID)).toBeDefined()
      expect(seen[0]?.join()).toContain('"kind":"trailer"')
      await expect.poll(() => archived(held)).toEqual([])
      // The screens of the two differ in names alone.
      if (user === USER.reader) expect(await axe(app)).toEqual([])
      await app.getByRole('button', { name: 'Dismiss this message' }).click()
      await expect(list.alert).toHaveCount(0)
      held.faults.clear()
    })
  }

  await test.step('in the card, which is left as it is', async () => {
    const name = nameOf(held.store.contact(ODD.everything)!)
    const app = await portalPages.openCardTab(ODD.everything)
    const tab = new ContactTab(app)
    const dialog = await tab.askToDelete(name)
    await dialog.confirm.click()
    await expect(tab.alert).toContainText(`${name} was not deleted: access denied`)
    await expect(tab.delete).toBeFocused()
    expect(held.store.contact(ODD.everything)).toBeDefined()
    expect(await axe(app)).toEqual([])
  })
})
