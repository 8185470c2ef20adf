import { describe, expect, it } from 'vitest'
import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import { memoryRecords } from '../../../../e2e/simulation/memory-records.ts'
import { partStore } from '../../../../e2e/simulation/part-store.ts'
import type { OnePorts, SentDelete } from './ports.ts'
import { workingUntil } from './settle-one.ts'
import { watchUnknown, type UnknownNews } from './watch-unknown.ts'
import type { Failure } from '../../failure.ts'
import type { Verdict } from '../verdict.ts'

const LOST: Failure = { kind: 'network', code: '', portalText: '' }
const UNKNOWN: Verdict = { kind: 'unknown', failure: LOST }
const DELETED: Verdict = { kind: 'deleted', reread: true }
const STAYED: Verdict = { kind: 'failed', failure: LOST }
/** Ms until the answer counted as lost. */
const GIVEN_UP_AFTER = 2_000

/** A contact with an unknown verdict, and a clock that the test moves. */
function world(settles: (over: boolean) => Verdict) {
  let now = 1_000_000
  let alarm: { at: number; wake: () => void } | null = null
  const browser = partStore('browser')
  const { store } = memoryRecords()
  const ports = {
    clock: {
      now: () => now,
      at(at: number, wake: () => void) {
        alarm = { at, wake }
        return () => (alarm = null)
      },
    },
    recovery: {
      codec: nodeCodec,
      browserStore: browser,
      portalStore: () => Promise.resolve(null),
      about: { appVersion: '1', portal: { memberId: 'm', host: 'h' }, user: { id: 7, name: 'Mary' } },
      records: store,
    },
  } as unknown as OnePorts
  const sent: SentDelete = {
    contactId: 41,
    contact: archivedContact(41),
    archive: { archiveId: 'a', places: ['browser'], seal: '', missing: [], inHand: null },
    startedAt: now,
    sentAt: now,
  }
  now += GIVEN_UP_AFTER
  const asked: { at: number; over: boolean }[] = []
  const deleter = {
    settle(_contactId: number, over: boolean) {
      asked.push({ at: now - sent.sentAt, over })
      return Promise.resolve(settles(over))
    },
  }
  const news: UnknownNews[] = []
  const watch = watchUnknown(sent, deleter, ports, (each) => news.push(each))
  const quiet = () => new Promise((resolve) => setImmediate(resolve))
  return {
    sent,
    asked,
    news,
    watch,
    browser,
    quiet,
    hasAlarm: () => alarm !== null,
    /** Moves the clock to the next check. */
    next: async () => {
      const due = alarm
      if (due === null) throw new Error('no check is due')
      alarm = null
      now = due.at
      due.wake()
      await quiet()
    },
  }
}

describe('a lost answer', () => {
  it('is checked soon, and then until the portal can no longer be at work', async () => {
    const { asked, news, next, sent } = world((over) => (over ? STAYED : UNKNOWN))
    while (news.at(-1)?.kind !== 'settled') await next()
    expect(asked.map(({ at }) => at - GIVEN_UP_AFTER)).toEqual([
      1_500,
      4_000,
      10_000,
      25_000,
      45_000,
      workingUntil(sent) - sent.sentAt - GIVEN_UP_AFTER,
    ])
    // "Not deleted" was not said while the portal might still be at work.
    expect(asked.map(({ over }) => over)).toEqual([false, false, false, false, false, true])
    expect(news.at(-1)).toMatchObject({ kind: 'settled', deletion: { verdict: STAYED } })
    expect(news.filter(({ kind }) => kind === 'settled')).toHaveLength(1)
  })

  it('is settled at once when the contact is found gone', async () => {
    let gone = false
    const { news, next, hasAlarm, asked } = world(() => (gone ? DELETED : UNKNOWN))
    await next()
    gone = true
    await next()
    expect(news.map(({ kind }) => kind)).toEqual(['waiting', 'checking', 'waiting', 'checking', 'settled'])
    expect(news.at(-1)).toMatchObject({ deletion: { verdict: DELETED, sent: { contactId: 41 } } })
    expect([asked.length, hasAlarm()]).toEqual([2, false])
  })

  it('is checked when a person asks, once for two presses', async () => {
    const { watch, asked, quiet, hasAlarm } = world(() => UNKNOWN)
    watch.checkNow()
    watch.checkNow()
    await quiet()
    expect([asked.length, hasAlarm()]).toEqual([1, true])
  })

  it('is checked less and less often while the contact cannot be read', async () => {
    const { asked, next } = world(() => UNKNOWN)
    for (let checks = 0; checks < 12; checks++) await next()
    const pauses = asked.slice(6).map(({ at }, index) => at - (asked[5 + index]?.at ?? 0))
    expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000])
  })

  it('is not checked after the end', async () => {
    const { watch, news, quiet, hasAlarm } = world(() => DELETED)
    watch.checkNow()
    watch.end()
    await quiet()
    expect([news.map(({ kind }) => kind), hasAlarm()]).toEqual([['waiting', 'checking'], false])
  })
})
