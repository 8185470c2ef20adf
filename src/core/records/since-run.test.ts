import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactFilters } from '../filter/filters.ts'
import { countIds, writeIds } from './id-text.ts'
import { sinceRun } from './since-run.ts'

/** A portal that knows which contacts there are, and which of them are without a phone. */
function readerOf(there: ReadonlySet<number>, matching: ReadonlySet<number>) {
  let requests = 0
  return {
    get requests() {
      return requests
    },
    counts(filters: readonly ContactFilters[]) {
      requests++
      return Promise.resolve(
        filters.map(
          ({ only, withoutPhone }) =>
            [...there].filter(
              (id) =>
                (only === undefined || only.includes(id)) && (withoutPhone !== true || matching.has(id)),
            ).length,
        ),
      )
    },
  }
}

const NOTE = { id: 'a', scope: 'me', name: 'Monthly' } as const

function recordWith(contacts: Readonly<Record<string, string>>) {
  const counts = Object.entries(contacts).map(([kind, text]): [string, number] => [kind, countIds(text)])
  return { contacts, counts: Object.fromEntries(counts) }
}

const FILTERS: ContactFilters = { withoutPhone: true }

describe('what is different since a run', () => {
  it('is what the sets of contacts say', async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(ids, ids, ids, ids, async (planned, deleted, gone, matching) => {
        const [deletedThen, goneSince, fits] = [new Set(deleted), new Set(gone), new Set(matching)]
        const kept = planned.filter((id) => !deletedThen.has(id))
        const there = new Set(
          Array.from({ length: 40 }, (_, at) => at + 1).filter(
            (id) => !goneSince.has(id) && !(planned.includes(id) && deletedThen.has(id)),
          ),
        )
        const now = [...there].filter((id) => fits.has(id))
        const contacts = {
          deleted: writeIds(planned.filter((id) => deletedThen.has(id))),
          guarded: writeIds(kept.filter((id) => id % 2 === 0)),
          unknown: writeIds(kept.filter((id) => id % 2 === 1)),
        }
        expect(await sinceRun(recordWith(contacts), FILTERS, readerOf(there, fits))).toEqual({
          matching: now.length,
          compared: {
            fresh: now.filter((id) => !planned.includes(id)).length,
            still: now.filter((id) => kept.includes(id)).length,
            noLonger: kept.filter((id) => there.has(id) && !fits.has(id)).length,
            gone: kept.filter((id) => !there.has(id)).length,
          },
        })
      }),
    )
  })

  it('is not made up where the record names no contacts, or not all', async () => {
    const reader = readerOf(new Set([1, 2]), new Set([2]))
    const nothing = { matching: 1, compared: null }
    const { counts } = recordWith({ guarded: '1' })
    for (const record of [
      null,
      { counts },
      { counts, contacts: { guarded: '1-2' } },
      { counts, cleanUp: { ...NOTE, left: '1-2' } },
      { ...recordWith({ guarded: '1' }), lacks: ['contacts' as const] },
    ])
      expect(await sinceRun(record, FILTERS, reader)).toEqual(nothing)
  })

  it('is told from what a large run left, if that alone has room in its record', async () => {
    const { counts } = recordWith({ deleted: '5-90000', guarded: '1', unknown: '2-3' })
    const record = { counts, cleanUp: { ...NOTE, left: '1-3' } }
    expect(await sinceRun(record, FILTERS, readerOf(new Set([1, 2, 4]), new Set([2, 4])))).toEqual({
      matching: 2,
      compared: { fresh: 1, still: 1, noLonger: 1, gone: 1 },
    })
  })

  it('is asked in one request for a run that left a thousand, and in few for one that left ten thousand', async () => {
    const reader = readerOf(new Set([1]), new Set([1]))
    await sinceRun(recordWith({ deleted: '1-10000', guarded: '10001-11000' }), FILTERS, reader)
    expect(reader.requests).toBe(1)
    await sinceRun(recordWith({ guarded: '1-10000' }), FILTERS, reader)
    expect(reader.requests).toBe(6)
  })

  it('is not told where the portal refuses a count', async () => {
    const counts = () => Promise.resolve([null])
    await expect(sinceRun(null, FILTERS, { counts })).rejects.toMatchObject({
      failure: { kind: 'bad-answer' },
    })
  })
})
