/** What can be shown of a run later: its record, the audit, and the certificate that is printed. */
import { confirm, onTop, openDesk, reviewThese, switchRulesOff, type Desk } from './bulk.ts'
import { expect, test } from './fixtures.ts'
import type { Contact, Portal } from './portal/contract.ts'
import { deletesSent } from './portal-contacts.ts'
import { USER } from './portal/store/users.ts'

test.use({ portalOptions: { contacts: 160 } })

const RUN = { timeout: 60_000 }

interface StoredRecord {
  readonly id: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly counts: Readonly<Record<string, number>>
  readonly contacts: Readonly<Record<string, string>>
}

/** The texts of all records that lie in the portal, as they lie there. */
function recordTexts({ store }: Portal): string[] {
  return store
    .keptByApp()
    .filter(({ name }) => name === 'record')
    .map(({ text }) => text)
}

function records(portal: Portal): StoredRecord[] {
  return recordTexts(portal).map((text) => JSON.parse(decodeURIComponent(text.slice(1, -1))) as StoredRecord)
}

/** Everything by which a person could be known; what is as short as a number's part proves nothing. */
function personalData(contacts: readonly Contact[]): string[] {
  return contacts
    .flatMap(({ NAME, SECOND_NAME, LAST_NAME, fm }) => [
      NAME,
      SECOND_NAME,
      LAST_NAME,
      ...fm.map(({ VALUE }) => VALUE),
    ])
    .filter((text) => text.length > 2)
}

/** Deletes some contacts near the top of the list, and waits until the portal has the record of it. */
async function deleteSome(desk: Desk, held: Portal, chosen: readonly Contact[]): Promise<void> {
  await reviewThese(desk, chosen)
  await switchRulesOff(desk)
  await confirm(desk, chosen.length)
  await expect(desk.run.result(chosen.length)).toBeVisible(RUN)
  await expect.poll(() => records(held)[0]?.endedAt ?? null).not.toBeNull()
}

/** Contacts with a phone and an address, as they are before anything is done. */
function someContacts(held: Portal, count: number): Contact[] {
  const has = ({ fm }: Contact, kind: string): boolean => fm.some(({ TYPE_ID }) => TYPE_ID === kind)
  const chosen = onTop(held, (contact) => has(contact, 'PHONE') && has(contact, 'EMAIL')).slice(0, count)
  if (chosen.length < count) throw new Error('too few contacts')
  return structuredClone(chosen)
}

test('a run is on record in the portal, without anything by which a contact could be known', async ({
  portal,
  portalPages,
}) => {
  const { portal: held } = portal
  held.app.scopes.add('entity')
  const chosen = someContacts(held, 3)
  const desk = await openDesk(portalPages)
  await deleteSome(desk, held, chosen)
  const [record] = records(held)
  expect(record).toMatchObject({
    user: { id: USER.admin, name: 'Ada Admin' },
    planned: 3,
    counts: { deleted: 3 },
    kind: 'deletion',
  })
  // As ranges, so the first and the last of them are told.
  const ids = chosen.map(({ ID }) => ID)
  const told = (record?.contacts.deleted ?? '').split(/[,-]/u).map(Number)
  expect([told[0], told.at(-1)]).toEqual([Math.min(...ids), Math.max(...ids)])
  expect(deletesSent(held)).toBe(3)
  const text = recordTexts(held).join('\n')
  for (const personal of personalData(chosen)) expect(text).not.toContain(personal)
})
