import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Additions } from '#core/deletion/one/since-question.ts'
import type { Verdict } from '#core/deletion/verdict.ts'
import { IDLE, nextFlow, type DeleteEvent, type DeleteFlow } from './delete-flow.ts'

const anna = { id: 7, name: 'Anna Petrova' }
const boris = { id: 8, name: 'Boris Orlov' }
const additions: Additions = { changedAt: null, links: [{ kind: 2, id: 5, title: 'Roof' }] }
const lost: Verdict = { kind: 'unknown', failure: { kind: 'network', code: '', portalText: '' } }

function after(...events: DeleteEvent[]): DeleteFlow {
  return events.reduce(nextFlow, IDLE)
}

/** What every first question has. */
const FIRST = { protectedSince: false, again: 0, missing: [] } as const

describe('the deletion of one contact', () => {
  it('asks, deletes, shows the result, and is closed', () => {
    expect(after({ type: 'ask', subject: anna })).toEqual({
      stage: 'asking',
      subject: anna,
      ...FIRST,
      additions: null,
    })
    const deleting = after({ type: 'ask', subject: anna }, { type: 'confirm' })
    expect(deleting).toEqual({ stage: 'deleting', subject: anna, ...FIRST, additions: null })
    const finished = nextFlow(deleting, { type: 'verdict', verdict: { kind: 'deleted', reread: false } })
    expect(finished).toEqual({
      stage: 'finished',
      subject: anna,
      verdict: { kind: 'deleted', reread: false },
    })
    expect(nextFlow(finished, { type: 'dismiss' })).toBe(IDLE)
  })

  it('keeps what an earlier question named when it is asked again for another reason', () => {
    const asked = after(
      { type: 'ask', subject: anna },
      { type: 'confirm' },
      { type: 'ask-again', additions, protectedSince: false },
      { type: 'confirm' },
      { type: 'ask-again', additions: null, protectedSince: true },
    )
    expect(asked).toMatchObject({ stage: 'asking', additions, protectedSince: true, again: 2 })
  })

  it('keeps the contact when the person says so', () => {
    expect(after({ type: 'ask', subject: anna }, { type: 'keep' })).toBe(IDLE)
  })

  it('asks again when the contact has changed since the question', () => {
    const deleting = after({ type: 'ask', subject: anna }, { type: 'confirm' })
    const again = nextFlow(deleting, { type: 'ask-again', additions, protectedSince: false })
    expect(again).toEqual({ stage: 'asking', subject: anna, ...FIRST, again: 1, additions })
    expect(nextFlow(again, { type: 'confirm' })).toEqual({
      stage: 'deleting',
      subject: anna,
      ...FIRST,
      again: 1,
      additions,
    })
    expect(nextFlow(again, { type: 'keep' })).toBe(IDLE)
  })

  it('asks whether to delete it although its copy would be incomplete', () => {
    const deleting = after({ type: 'ask', subject: anna }, { type: 'confirm' })
    const again = nextFlow(deleting, { type: 'copy-incomplete', missing: ['comments'] })
    expect(again).toMatchObject({ stage: 'asking', subject: anna, missing: ['comments'] })
    expect(nextFlow(again, { type: 'keep' })).toBe(IDLE)
  })

  it('does not pretend to stop a command that was sent', () => {
    const deleting = after({ type: 'ask', subject: anna }, { type: 'confirm' })
    expect(nextFlow(deleting, { type: 'keep' })).toBe(deleting)
    expect(nextFlow(deleting, { type: 'ask', subject: boris })).toBe(deleting)
  })

  it('is free for another contact while the result for one is unknown', () => {
    const lostOne = after(
      { type: 'ask', subject: anna },
      { type: 'confirm' },
      { type: 'verdict', verdict: lost },
    )
    expect(lostOne).toBe(IDLE)
    expect(nextFlow(lostOne, { type: 'ask', subject: boris })).toEqual({
      stage: 'asking',
      subject: boris,
      ...FIRST,
      additions: null,
    })
  })

  it('says that a contact was gone before anything was sent', () => {
    expect(
      after({ type: 'ask', subject: anna }, { type: 'verdict', verdict: { kind: 'already-gone' } }),
    ).toEqual({
      stage: 'finished',
      subject: anna,
      verdict: { kind: 'already-gone' },
    })
  })
})

const anyEvent = fc.oneof(
  fc.constantFrom<DeleteEvent>(
    { type: 'ask', subject: anna },
    { type: 'ask', subject: boris },
    { type: 'keep' },
    { type: 'confirm' },
    { type: 'dismiss' },
    { type: 'ask-again', additions, protectedSince: false },
    { type: 'copy-incomplete', missing: ['comments'] },
  ),
  fc.constantFrom<DeleteEvent>(
    { type: 'verdict', verdict: lost },
    { type: 'verdict', verdict: { kind: 'deleted', reread: false } },
  ),
)

describe('any presses in any order', () => {
  it('a confirmation counts only while its question is open, and once', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let flow = IDLE
        let commands = 0
        let questions = 0
        for (const event of events) {
          const next = nextFlow(flow, event)
          if (['ask', 'ask-again', 'copy-incomplete'].includes(event.type) && next !== flow) questions += 1
          if (event.type === 'confirm' && next !== flow) {
            commands += 1
            expect(flow.stage).toBe('asking')
          }
          flow = next
        }
        expect(commands).toBeLessThanOrEqual(questions)
      }),
    )
  })
})
