import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPiggybackLog, type Ride } from './piggyback-log.ts'
import { MAY_STILL_WORK_MS } from '../timing.ts'

/** A store that reads, changes and writes everything it holds; each ride takes its own time. */
interface Passage {
  readonly ride: Ride
  snapshot: ReadonlyMap<number, readonly string[]> | null
}

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('append', 'board', 'board', 'read', 'read', 'write', 'write', 'lose'),
    which: fc.nat(9),
  }),
  { minLength: 40, maxLength: 120, size: 'max' },
)

describe('a log whose lines ride with other requests', () => {
  it('has stored every line that rides no more, whichever writes undo one another', () => {
    let left = 0
    fc.assert(
      fc.property(steps, (story) => {
        const log = createPiggybackLog()
        let store: ReadonlyMap<number, readonly string[]> = new Map()
        const appended: string[] = []
        let passages: Passage[] = []
        let now = 0
        for (const { what, which } of story) {
          now += 1000
          const passage = passages[which % Math.max(1, passages.length)]
          if (what === 'append') {
            const line = `line ${appended.length}`
            appended.push(line)
            log.append(line)
          } else if (what === 'board') {
            const ride = log.board(now)
            if (ride !== null) passages.push({ ride, snapshot: null })
            const held = new Set([...(ride?.lines ?? []), ...[...store.values()].flat()])
            expect(appended.filter((line) => !held.has(line))).toEqual([])
            left += Number((ride?.lines.length ?? 0) < appended.length)
          } else if (passage !== undefined && what === 'read') {
            passage.snapshot ??= store
          } else if (passage !== undefined && what === 'write') {
            const { ride } = passage
            store = new Map([...(passage.snapshot ?? store), [ride.portion, ride.lines]])
            log.arrived(ride)
            passages = passages.filter((each) => each !== passage)
          } else if (passage !== undefined && what === 'lose' && passage.snapshot === null) {
            log.lost(passage.ride, false, now)
            passages = passages.filter((each) => each !== passage)
          }
        }
      }),
      { numRuns: 500 },
    )
    // If every line rode for ever, this would prove nothing.
    expect(left).toBeGreaterThan(1_000)
  })

  it('stops carrying a line once it is safe, and carries nothing when all lines are', () => {
    const log = createPiggybackLog()
    expect(log.board(0)).toBeNull()
    expect(log.waiting).toBe(false)
    log.append('a')
    expect(log.waiting).toBe(true)
    const ride = log.board(0)
    expect(ride).toMatchObject({ portion: 0, lines: ['a'] })
    expect(log.waiting).toBe(false)
    log.append('b')
    log.arrived(ride!)
    expect(log.board(1)).toMatchObject({ portion: 1, lines: ['b'] })
  })

  it('carries a line again that a ride without it may still undo', () => {
    const log = createPiggybackLog()
    log.append('a')
    const slow = log.board(0)!
    log.append('b')
    const quick = log.board(1)!
    log.arrived(quick)
    expect(log.board(2)?.lines).toEqual(['b'])
    log.arrived(slow)
    log.append('c')
    const last = log.board(3)!
    expect(last.lines).toEqual(['b', 'c'])
  })

  it('treats a lost ride as under way for as long as the portal may be at work', () => {
    const log = createPiggybackLog()
    log.append('a')
    log.lost(log.board(0)!, true, 10)
    expect(log.waiting).toBe(true)
    log.append('b')
    log.arrived(log.board(20)!)
    expect(log.board(30)?.lines).toEqual(['b'])
    log.arrived(log.board(40)!)
    const after = 10 + MAY_STILL_WORK_MS
    log.arrived(log.board(after)!)
    expect(log.board(after + 1)).toBeNull()
  })
})
