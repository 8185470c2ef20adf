import { describe, expect, it, vi } from 'vitest'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import {
  BROKEN,
  CHANGED,
  contact,
  DELETED,
  DOSSIER,
  failed,
  ID,
  KEEP,
  UNSAVED,
  WITHOUT_PORTAL,
  world,
  type Setting,
} from '../../../../e2e/simulation/one-world.ts'
import { partStore as store, type PartStore } from '../../../../e2e/simulation/part-store.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import { readArchive } from '../../archive/file/read-file.ts'
import { failureOfKind, type Failure } from '../../failure.ts'
import type { Verdict } from '../verdict.ts'

describe('a copy that can be stored nowhere', () => {
  const NOWHERE: [string, Setting][] = [
    ['neither keeps anything', { portal: null, browser: store('browser', 0) }],
    ['the browser keeps the beginning', { portal: null, browser: store('browser', 1) }],
    ['the browser keeps all but the end', { portal: null, browser: store('browser', 2) }],
    [
      'the portal refuses for good, and the browser as well',
      {
        portal: { ...store('portal-storage', 0), ready: () => Promise.resolve(false) },
        browser: store('browser', 0),
      },
    ],
  ]
  it.each(NOWHERE)('is offered as a whole file before the delete is sent: %s', async (_, setting) => {
    const { run, reported, files, browser } = world(setting)
    const { verdict, sent } = await run()
    expect(verdict).toEqual(DELETED)
    expect(reported).toEqual(['copy', 'check', 'file a', 'delete with 0+0'])
    expect(sent?.archive).toMatchObject({ places: [], inHand: files[0] })
    const reading = await readArchive(nodeCodec.encode(files[0]?.join('') ?? ''), 'm', nodeCodec)
    expect(reading).toMatchObject({ kind: 'read', problems: [], contacts: [{ id: ID }] })
    // A part that was stored would look like a copy.
    expect(browser.parts.size).toBe(0)
  })

  it('that is incomplete, too: no file is offered, and nothing is sent', async () => {
    const { run, files } = world({
      portal: null,
      browser: store('browser', 0),
      seen: [contact(UNSAVED)],
    })
    expect(await run()).toMatchObject({ verdict: failed('copy-incomplete'), sent: null })
    expect(files).toEqual([])
  })

  it('that the portal refused before: the browser’s copy is enough, or else a file', async () => {
    const first = world({ portal: store('portal-storage', 1) })
    expect((await first.run(WITHOUT_PORTAL)).sent?.archive).toMatchObject({
      places: ['browser'],
      inHand: null,
    })
    expect(first.portal?.parts.size).toBe(0)
    const second = world({ portal: store('portal-storage', 1), browser: store('browser', 1) })
    expect((await second.run(WITHOUT_PORTAL)).sent?.archive).toMatchObject({ places: [] })
    expect(second.reported).toEqual(['copy', 'check', 'file a', 'delete with 0+0'])
  })
})

const ONCE_MORE = ['copy', 'check', 'copy', 'check', 'delete with 3+3']
const AT_ONCE = ['copy', 'check', 'delete with 3+3']

describe('between the copy and the delete', () => {
  it('something changed: it is copied once more', async () => {
    const { run, reported } = world({ seen: [contact(), contact()], checks: [CHANGED] })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(ONCE_MORE)
  })

  it('the portal refuses the check for good: it goes', async () => {
    const refused: Failure = { kind: 'method-gone', code: '', portalText: '' }
    const { run, reported } = world({ checks: [refused] })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(AT_ONCE)
  })

  it.each([
    ['gone: nothing is sent, and no copy is left', { kind: 'gone' }, { kind: 'already-gone' }],
    ['hidden: the same', { kind: 'hidden' }, { kind: 'access-denied', canRead: false }],
    ['unreadable: the same', BROKEN, { kind: 'failed', failure: BROKEN }],
  ] as const)('it can no longer be seen, and is %s', async (_, presence, verdict) => {
    const { run, reported, portal, browser } = world({ checks: [null], presences: [presence] })
    expect(await run()).toMatchObject({ verdict, sent: null })
    expect(reported).toEqual(['copy', 'check', 'look'])
    expect([portal?.parts.size, browser.parts.size]).toEqual([0, 0])
  })

  it('it could not be seen, and is there all the same: it is copied once more', async () => {
    const { run, reported } = world({
      seen: [contact(), contact()],
      checks: [null],
      presences: [{ kind: 'there' }],
    })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(['copy', 'check', 'look', 'copy', 'check', 'delete with 3+3'])
  })

  it('fields that the portal gives differently each time do not prevent the deletion for ever', async () => {
    const restless = (at: number): ArchivedContact => ({
      ...contact(),
      fields: { ...contact().fields, UF_CRM_1: at },
    })
    const { run, reported } = world({
      seen: [restless(1), restless(3)],
      checks: [restless(2), restless(4)],
    })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(ONCE_MORE)
  })
})

describe('a limit refused the delete, and the browser may have sent it twice', () => {
  const busy: Verdict = { kind: 'failed', failure: failureOfKind('rate-limit') }

  it('it is gone then: the copy stays', async () => {
    const { run, portal } = world({
      seen: [contact(), null],
      verdicts: [busy],
      checks: ['same', CHANGED],
      presences: [{ kind: 'gone' }],
    })
    expect(await run()).toMatchObject({ verdict: { kind: 'gone' } })
    expect(portal?.parts.size).toBe(1)
  })

  it('it changed first: the record is of the copy that was stored last', async () => {
    const later = { ...CHANGED, fields: { ...CHANGED.fields, DATE_MODIFY: '2026-10-05T06:02:01+00:00' } }
    const { run, records, portal } = world({
      seen: [contact(), CHANGED, null],
      verdicts: [busy],
      checks: ['same', CHANGED, later],
      presences: [{ kind: 'gone' }],
    })
    const { sent, verdict } = await run()
    expect(verdict).toEqual({ kind: 'gone' })
    expect(sent?.contact).toEqual(CHANGED)
    const trailer = portal?.parts.get('a')?.get(2) ?? ''
    expect(records[0]?.archive?.seal).toBe(await nodeCodec.sha256(nodeCodec.encode(trailer)))
  })

  it.each<[string, Setting]>([
    ['the check', { checks: ['same', BROKEN, BROKEN] }],
    ['the reading', { checks: ['same', CHANGED], seen: [contact(), BROKEN] }],
  ])('%s says nothing of it: the copy stays', async (_, setting) => {
    const { run, records, portal } = world({ verdicts: [busy], ...setting })
    expect(await run()).toMatchObject({ verdict: { kind: 'failed', failure: BROKEN } })
    expect(portal?.parts.size).toBe(1)
    expect(records).toMatchObject([{ counts: { failed: 1 }, archive: { archiveId: 'a' } }])
  })
})

describe('what was read while the question was open', () => {
  const ahead = contact()
  const added: ArchivedContact = {
    ...ahead,
    links: [{ entityTypeId: 1, id: 5, title: 'Lead', primary: true }],
  }

  it('is stored at once', async () => {
    const { run, reported } = world({ ahead })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(['check', 'delete with 3+3'])
  })

  it.each<[string, ArchivedContact, ArchivedContact]>([
    ['a link came', ahead, added],
    ['a link went', added, ahead],
  ])('counts no more when %s: it is read again', async (_, before, now) => {
    const { run, reported, portal } = world({ ahead: before, checks: [now], seen: [now] })
    expect(await run()).toMatchObject({ verdict: DELETED, sent: { contact: now } })
    expect(reported).toEqual(['check', 'copy', 'check', 'delete with 3+3'])
    const text = [...(portal?.parts.get('a')?.values() ?? [])].join('')
    expect(text.includes('Lead')).toBe(now === added)
  })

  it.each<[string, (Failure | 'same')[]]>([
    ['is refused for good', [{ kind: 'method-gone', code: '', portalText: '' }]],
    ['is unreadable', [failureOfKind('bad-answer'), failureOfKind('bad-answer')]],
  ])('is old, so it counts only if the check says so: the check %s', async (_, checks) => {
    const { run, reported } = world({ ahead, checks })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual([...checks.map(() => 'check'), 'copy', 'check', 'delete with 3+3'])
  })

  it('and lacked something then is read again, for what failed may have passed', async () => {
    const { run, reported, portal } = world({ ahead: contact(UNSAVED) })
    expect(await run()).toMatchObject({ verdict: DELETED, sent: { archive: { missing: [] } } })
    expect(reported).toEqual(AT_ONCE)
    expect(portal?.parts.size).toBe(1)
  })

  it('and is new to the person: they are asked again, and nothing was stored', async () => {
    const { attempt, reported, portal } = world({ ahead: CHANGED })
    const keep = vi.spyOn(portal!, 'keep')
    expect(await attempt({ ...KEEP, shown: { ...KEEP.shown, dossier: DOSSIER } })).toHaveProperty('additions')
    expect(reported).toEqual([])
    expect(keep).not.toHaveBeenCalled()
  })
})

describe('the check beside the reading back of the copy', () => {
  /** A portal that reads the copy back for so long, after it was sent. */
  function portalThatTakes(ms: number, pass: (ms: number) => void, stores = true): PartStore {
    const kept = store('portal-storage')
    return {
      ...kept,
      async keepNew(archiveId, parts, onSent) {
        onSent?.()
        for (const [number, text] of parts.entries()) await kept.keep(archiveId, number, text)
        // Far more turns than the check takes.
        for (let turns = 0; turns < 50; turns++) await Promise.resolve()
        pass(ms)
        if (!stores) await kept.erase([archiveId])
        return stores
      },
    }
  }

  it.each([
    ['is good when the copy came soon', 4_000, ['copy', 'check', 'delete with 3+3']],
    ['is made again when it is old by then', 6_000, ['copy', 'check', 'check', 'delete with 3+3']],
  ])('%s', async (_, ms, expected) => {
    const portal = portalThatTakes(ms, (time) => pass(time))
    const { run, reported, pass } = world({ portal })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(expected)
  })

  it('that finds a change then leads to another copy', async () => {
    const portal = portalThatTakes(6_000, (time) => pass(time))
    const { run, reported, pass } = world({
      portal,
      seen: [contact(), CHANGED],
      checks: ['same', CHANGED],
      ahead: contact(),
    })
    expect(await run()).toMatchObject({ verdict: DELETED, sent: { contact: contact() } })
    expect(reported.at(-1)).toBe('delete with 3+3')
  })

  it('is not made for ever on a portal that takes long for each', async () => {
    const { run, reported } = world({ lookMs: 20_000 })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(AT_ONCE)
  })

  it('asks nothing more, and reports no pause, once the copy could not be stored', async () => {
    const portal = portalThatTakes(0, () => undefined, false)
    const busy = failureOfKind('rate-limit')
    const { run, reported, ports } = world({ portal, checks: [busy, busy, busy] })
    const pauses: boolean[] = []
    const wakes: (() => void)[] = []
    Object.assign(ports, {
      onPause: (paused: boolean) => pauses.push(paused),
      clock: {
        ...ports.clock,
        at: (_time: number, wake: () => void) => {
          wakes.push(wake)
          return () => void wakes.splice(wakes.indexOf(wake), 1)
        },
      },
    })
    expect(await run()).toMatchObject({ verdict: failed('copy-not-kept'), sent: null })
    for (let turns = 0; turns < 50; turns++) await Promise.resolve()
    expect(pauses).toEqual([true, false])
    expect(wakes).toEqual([])
    expect(reported).toEqual(['copy', 'check'])
  })
})
