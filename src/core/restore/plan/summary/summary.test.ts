import { describe, expect, it } from 'vitest'
import type { ArchivedContact } from '../../../archive/archived-contact.ts'
import { summaryOf, tasksByEntry } from './summary.ts'
import { planRestore } from '../plan.ts'

function contact(id: number, change: Partial<ArchivedContact> = {}): ArchivedContact {
  return {
    id,
    readAt: id,
    fields: { NAME: `Ann ${id}` },
    communications: [{ kind: 'EMAIL', valueType: 'WORK', value: `${id}@example.com` }],
    companies: [{ id: 1, primary: true, sort: 10, roleId: 0 }],
    links: [
      { entityTypeId: 2, id: 5, title: 'Deal', primary: true },
      { entityTypeId: 31, id: 6, title: 'Invoice', primary: false },
      { entityTypeId: 180, id: 7, title: 'Item', primary: false },
    ],
    requisites: [],
    activities: [],
    comments: [{ id: 1, authorId: 1, createdAt: '', text: 'Hello' }],
    names: [],
    files: [],
    unsaved: [{ part: 'comments', what: '', reason: 'too-many' }],
    ...change,
  }
}

describe('the summary of a restore', () => {
  it('counts what is made, what is not, and what restored contacts lose', () => {
    const ours = (id: number) => ({ originatorId: 'tidy-contacts', originId: String(id), foreign: false })
    const owner = (value: string) => ({
      wanted: { kind: 'email' as const, value },
      contacts: [{ id: 900, name: 'Ben' }],
      atLeast: false,
    })
    const plan = planRestore(
      { id: 'p', plannedAt: 1 },
      [1, 2, 3, 4, 5, 6].map((id) => contact(id)),
      {
        origins: [{ key: ours(2), ids: [80] }],
        owners: ['4@example.com', '5@example.com', '6@example.com'].map(owner),
        gone: [{ entityTypeId: 31, id: 6 }],
        there: [3],
      },
      {
        conflicts: new Map([
          [4, 'create'],
          [5, 'skip'],
        ]),
        completeReturned: false,
      },
    )
    const summary = summaryOf(plan)
    expect(summary).toMatchObject({
      create: 2,
      complete: 0,
      alreadyBack: 1,
      stillThere: 1,
      sameContact: 0,
      conflicts: { open: 1, create: 1, skip: 1 },
    })
    const reported = (of: Readonly<Record<string, number>>) =>
      Object.entries(of).filter(([, count]) => count > 0)
    // Both contacts are linked to the same company, deal, item and invoice.
    expect(reported(summary.parts)).toEqual([
      ['company', 1],
      ['deal', 1],
      ['item', 1],
      ['comment', 2],
    ])
    expect(reported(summary.gone)).toEqual([['invoice', 1]])
    expect([...tasksByEntry(plan, 0)]).toEqual([
      ['company', 1],
      ['deal', 1],
      ['item', 1],
      ['comment', 1],
    ])
    expect([...tasksByEntry(plan, 3)]).toEqual([...tasksByEntry(plan, 0)])
    expect([...tasksByEntry(plan, 1)]).toEqual([])
    expect([...summary.losses]).toEqual([['comment-author', 2]])
    expect([...summary.unsaved]).toEqual([['comments', 2]])
  })
})
