import { describe, expect, it } from 'vitest'
import { isComplete, type ArchivedContact } from '#core/archive/archived-contact.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { createTestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
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
