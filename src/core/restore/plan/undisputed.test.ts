import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { RestoreFindings } from './plan.ts'
import { MOST_AT_ONCE, undisputedPlan } from './undisputed.ts'

const NOTHING_FOUND: RestoreFindings = { origins: [], owners: [], gone: [], there: [] }
const CONTEXT = { id: 'p', plannedAt: 0 }

function contacts(count: number): ArchivedContact[] {
  return Array.from({ length: count }, (_, at) =>
    archivedContact(at + 1, {
      fields: { ID: String(at + 1), NAME: `Ann ${at}` },
      communications: [{ kind: 'EMAIL', valueType: 'WORK', value: `ann${at}@example.com` }],
    }),
  )
}

describe('a restore without a decision', () => {
  it('is planned for as many contacts as are restored at once, all of them created', () => {
    const plan = undisputedPlan(
      CONTEXT,
      { contacts: contacts(MOST_AT_ONCE), findings: NOTHING_FOUND },
      MOST_AT_ONCE,
    )
    expect(plan?.entries.map(({ decision }) => decision.kind)).toEqual(
      Array.from({ length: MOST_AT_ONCE }, () => 'create'),
    )
  })

  it.each([
    ['there are many', MOST_AT_ONCE + 1, MOST_AT_ONCE + 1, NOTHING_FOUND],
    ['one could not be read', 3, 4, NOTHING_FOUND],
    [
      'somebody has an e-mail of one',
      3,
      3,
      {
        ...NOTHING_FOUND,
        owners: [
          {
            wanted: { kind: 'email', value: 'ann1@example.com' },
            contacts: [{ id: 77, name: null }],
            atLeast: false,
          },
        ],
      },
    ],
    ['one was never deleted', 3, 3, { ...NOTHING_FOUND, there: [2] }],
  ] as const satisfies readonly [string, number, number, RestoreFindings][])(
    'is not planned where %s',
    (_, count, wanted, findings) => {
      expect(undisputedPlan(CONTEXT, { contacts: contacts(count), findings }, wanted)).toBeNull()
    },
  )
})
