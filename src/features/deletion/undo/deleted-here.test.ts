import { describe, expect, it } from 'vitest'
import { withDeleted, type DeletedHere } from './deleted-here.ts'

const run = (archiveId: string, ...contactIds: number[]): DeletedHere => ({
  offer: { archiveId, contactIds },
  name: null,
})
const one = (id: number): DeletedHere => ({ offer: { archiveId: `a${id}`, contactIds: [id] }, name: 'Ann' })

describe('what was deleted here', () => {
  it('names each contact once after a run was left and resumed', () => {
    const left = withDeleted([one(9)], run('r', 1, 2))
    expect(withDeleted(left, run('r', 1, 2, 3))).toEqual([one(9), run('r', 1, 2, 3)])
  })

  it('keeps what another deletion did, and nothing of one that deleted nothing', () => {
    const both = withDeleted([run('r', 1, 2)], run('s', 2, 3))
    expect(both).toEqual([run('r', 1), run('s', 2, 3)])
    expect(withDeleted(both, run('t'))).toEqual(both)
  })
})
