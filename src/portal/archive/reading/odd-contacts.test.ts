import { describe, expect, it, vi } from 'vitest'
import { isComplete, type ArchivedContact } from '#core/archive/archived-contact.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { ODD } from '../../../../e2e/portal/store/odd-contacts.ts'
import { createTestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { readIn } from '../../../../e2e/tools/settings/read-archived.ts'
import { BUILT_IN } from '../../plan/item-kinds.ts'
import { createPacedRest } from '../../rest/paced-rest.ts'
import { createRest, type Send } from '../../rest/rest.ts'
import { createArchiveReader } from './archive-reader.ts'

/** A portal that answers oddly about contacts: what was not read must not count as copied. */

const [PERSON, OTHER] = [50, 51]
const PHONE = { ID: '1', VALUE_TYPE: 'WORK', VALUE: '+49 30 1' }
const COPIED = { kind: 'PHONE', valueType: 'WORK', value: '+49 30 1' }

type Row = Record<string, unknown>

/** @param odd changes the answer about one contact */
async function readWith(
  odd: (row: Row) => void,
  companies: readonly number[] = [],
): Promise<ArchivedContact[]> {
  const test = createTestPortal()
  for (const id of [PERSON, OTHER])
    test.portal.store.updateContact(id, { fm: [], COMPANY_IDS: [...companies] })
  const send = sendTo(test, 1)
  const altered: Send = async (method, params, limitMs) => {
    const body = (await send(method, params, limitMs)) as { result: { result: Record<string, unknown> } }
    for (const result of Object.values(body.result.result)) {
      const rows = typeof result === 'object' && result !== null && 'items' in result ? result.items : result
      for (const row of Array.isArray(rows) ? (rows as Row[]) : [])
        if (Number(row.ID ?? row.id) === PERSON && ('LAST_NAME' in row || 'companyIds' in row)) odd(row)
    }
    return body
  }
  const now = test.portal.now
  const patience = { now, wait: () => Promise.resolve() }
  const paced = createPacedRest(createRest(altered, now), patience, USUAL_BUCKET)
  const kinds = { items: BUILT_IN, itemsUnknown: false }
  const reader = createArchiveReader({ paced, kinds, fetchFile: () => Promise.resolve(null), now })
  const read: ArchivedContact[] = []
  for await (const portion of reader.read([PERSON, OTHER])) read.push(...portion)
  return read
}

describe('the phones of a copy', () => {
  it.each([
    ['an odd one among them', { PHONE: [null, PHONE] }, [COPIED]],
    ['a text', { PHONE: '+49 30 1' }, []],
    ['none, of one who has some', { HAS_PHONE: 'Y' }, []],
  ])('sent as %s are a gap in this copy, and in no other', async (_, odd, copied) => {
    const [person, other] = await readWith((row) => 'LAST_NAME' in row && Object.assign(row, odd))
    expect(person?.communications).toEqual(copied)
    expect(person?.unsaved).toContainEqual({ part: 'communications', what: 'PHONE', reason: 'failed' })
    expect(other !== undefined && isComplete(other)).toBe(true)
  })

  it.each([false, [], {}, null, '', { 3: PHONE }])('may be sent as %j', async (value) => {
    const [person] = await readWith((row) => 'LAST_NAME' in row && Object.assign(row, { PHONE: value }))
    expect(person?.communications).toEqual(JSON.stringify(value).includes('WORK') ? [COPIED] : [])
    expect(person !== undefined && isComplete(person)).toBe(true)
  })
})

describe('the companies of a copy', () => {
  it('are all there even if the list names only the primary one', async () => {
    const read = await readWith((row) => delete row.companyIds, [3, 4])
    for (const contact of read) {
      expect(contact.companies.map(({ id, primary }) => [id, primary])).toEqual([
        [3, true],
        [4, false],
      ])
      expect(isComplete(contact)).toBe(true)
    }
    expect(read).toHaveLength(2)
  })
})

describe('a contact that lacks something', () => {
  it('is not in the archive if it went meanwhile, for that is no copy in part', async () => {
    const test = createTestPortal()
    const { methods, store } = test.portal
    const ofTwo = [...store.contactIds()].find((id) => store.contact(id)!.COMPANY_IDS.length > 1)!
    const companies = methods.get('crm.contact.company.items.get')!
    const asked = vi.spyOn(companies, 'run').mockImplementationOnce((call) => {
      store.deleteContact(ofTwo, 2)
      return companies.run(call)
    })
    const read = await readIn(test, [ofTwo, 50])
    asked.mockRestore()
    expect(store.contact(ofTwo)).toBeUndefined()
    expect(read.map(({ id }) => id)).toEqual([50])
  })

  it.each([null, 'nonsense', [{}]])(
    'stays as it was read where %j answers whether it is still there',
    async (odd) => {
      const test = createTestPortal()
      const denied = { type: 'refuse', error: 'ACCESS_DENIED', description: 'Access denied' } as const
      test.portal.faults.add({ method: 'crm.timeline.comment.list', kind: denied })
      const list = test.portal.methods.get('crm.contact.list')!
      const honest = { ...list }
      const asked = vi
        .spyOn(list, 'run')
        .mockImplementation((call) =>
          JSON.stringify(call.params.select) === '["ID"]' ? { result: odd } : honest.run(call),
        )
      const read = await readIn(test, [50, 51])
      expect(asked).toHaveBeenCalledTimes(2)
      asked.mockRestore()
      expect(read.map(({ id, unsaved }) => [id, unsaved.some(({ part }) => part === 'comments')])).toEqual([
        [50, true],
        [51, false],
      ])
    },
  )

  it('is not asked for again if no contact of the portal has that', async () => {
    const test = createTestPortal()
    test.portal.settings.refusesContactIds = true
    test.portal.app.scopes.delete('user_brief')
    await readIn(test, [ODD.everything])
    const asked = test.portal.log.flatMap(({ commands }) => commands?.map(({ method }) => method) ?? [])
    expect(asked.filter((method) => method === 'crm.contact.list')).toHaveLength(1)
  })
})
