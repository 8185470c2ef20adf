import { expect } from 'vitest'
import type { CheckAnswer } from '../../../src/core/deletion/ports.ts'
import { createBatchSender } from '../../../src/portal/deletion/batch-sender.ts'
import { BUILT_IN, type Kinds } from '../../../src/portal/plan/item-kinds.ts'
import { createRest } from '../../../src/portal/rest/rest.ts'
import type { CrmItem } from '../../portal/contract.ts'
import { ODD } from '../../portal/store/odd-contacts.ts'
import type { TestPortal } from '../../portal/testing.ts'
import { sendTo } from '../portal-rest.ts'

/** The check before a delete, asked of the local portal. */

export const ADMIN = 1
export const IDS = [50, 51, 52, ODD.everything, ODD.nothing]

export function checkerOf(test: TestPortal, kinds = freshKinds()) {
  const sender = createBatchSender(createRest(sendTo(test, ADMIN), test.portal.now), kinds)
  return async (since: number, ids: readonly number[] = IDS, relations = true) => {
    const reply = await sender.send({ deletes: [], checks: ids, since, relations })
    if (reply.kind === 'failed') throw new Error(reply.failure.kind)
    return reply.checks
  }
}

export const freshKinds = (): Kinds => ({
  items: [...BUILT_IN, { kind: 'item', entityTypeId: 128 }],
  itemsUnknown: false,
  primaryOnly: new Set(),
  readable: new Set(),
  finalStages: new Map([['DT31_2:P', true]]),
})

/** Makes a plan now; everything after it happens a minute later. */
export function plannedIn(test: TestPortal): number {
  const since = test.portal.now()
  test.pass(60)
  return since
}

export const there = (answer: CheckAnswer | undefined) =>
  answer?.kind === 'there' ? answer : expect.unreachable(`is ${answer?.kind ?? 'missing'}`)
export const seconds = ({ portal }: TestPortal) => portal.now() / 1000

const listOf = ({ portal }: TestPortal, entityTypeId: number) =>
  portal.store.items.get(entityTypeId) ?? expect.unreachable(`no items of type ${entityTypeId}`)

export const addItem = (test: TestPortal, change: Partial<CrmItem> & { entityTypeId: number }): CrmItem =>
  listOf(test, change.entityTypeId).add({
    title: 'new',
    stageId: 'NEW',
    categoryId: 0,
    opportunity: 12.5,
    currencyId: 'EUR',
    contactIds: [],
    companyId: 0,
    assignedById: ADMIN,
    createdTime: seconds(test),
    updatedTime: seconds(test),
    closed: false,
    ...change,
  })

export function addActivity(
  test: TestPortal,
  bindings: [first: [type: number, id: number], ...others: [type: number, id: number][]],
  completed = false,
) {
  const all = bindings.map(([OWNER_TYPE_ID, OWNER_ID]) => ({ OWNER_TYPE_ID, OWNER_ID }))
  const [[OWNER_TYPE_ID, OWNER_ID]] = bindings
  return test.portal.store.activities.add({
    OWNER_TYPE_ID,
    OWNER_ID,
    TYPE_ID: 6,
    PROVIDER_ID: 'CRM_TODO',
    SUBJECT: 'call',
    COMPLETED: completed,
    DEADLINE: 0,
    CREATED: seconds(test),
    LAST_UPDATED: seconds(test),
    RESPONSIBLE_ID: ADMIN,
    bindings: all,
  })
}
