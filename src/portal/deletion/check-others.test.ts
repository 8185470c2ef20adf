import { describe, expect, it } from 'vitest'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { ADMIN, checkerOf, freshKinds, plannedIn, there } from '../../../e2e/tools/settings/check-setting.ts'
import { createRest } from '../rest/rest.ts'
import { createBatchSender } from './batch-sender.ts'

/** What a re-check reads beside the contact: the protect list, and the older one of two that are alike. */

it.each([
  ['', 'no'],
  ['{"version":1,"entries":[{"id":51}]}', 'no'],
  ['{"version":1,"entries":[{"id":50}]}', 'yes'],
  ['{"version":1,"entries":[{"id":50},{"id":"x"}]}', 'yes'],
  ['{"version":1,"entries":[{"id":"x"}]}', 'unsure'],
  ['{"version":9,"entries":[{"id":50}]}', 'unsure'],
  ['{', 'unsure'],
])('whether a contact is on the protect list %s: %s', async (stored, known) => {
  const test = createTestPortal()
  const since = plannedIn(test)
  test.portal.app.appOptions.protected = stored
  expect(there((await checkerOf(test)(since)).get(50)).onProtectList).toBe(known)
})

describe('the older one of two that are alike', () => {
  const asked = async (test: TestPortal, since: number) => {
    const sender = createBatchSender(createRest(sendTo(test, ADMIN), test.portal.now), freshKinds())
    const older = new Map([
      [51, 50],
      [52, 50],
      [54, 53],
    ])
    const reply = await sender.send({ deletes: [], checks: [51, 52, 54], since, relations: false, older })
    if (reply.kind === 'failed') throw new Error(reply.failure.kind)
    return [...reply.checks.values()].map((answer) =>
      answer.kind === 'there' ? answer.olderStays : answer.kind,
    )
  }

  it('stays while it is there, and nobody changed it', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    expect(await asked(test, since)).toEqual([true, true, true])
    await sendTo(test, ADMIN)('crm.contact.update', { id: 53, fields: { POST: 'x' } })
    expect(await asked(test, since)).toEqual([true, true, false])
    test.portal.store.deleteContact(50, ADMIN)
    expect(await asked(test, since)).toEqual([false, false, false])
  })

  it('that cannot be read leaves the check unread', async () => {
    const test = createTestPortal()
    const since = plannedIn(test)
    const busy = { type: 'refuse', error: 'OPERATION_TIME_LIMIT', description: '' } as const
    test.portal.faults.add({ method: 'crm.contact.list', skip: 1, kind: busy })
    expect(await asked(test, since)).toEqual(['unread', 'unread', 'unread'])
  })
})
