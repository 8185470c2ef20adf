import { eventually } from '../../../../e2e/tools/eventually.ts'
import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import {
  ALL_THE_SAME,
  BROKEN,
  CHANGED,
  contact,
  DELETED,
  failed,
  ID,
  UNSAVED,
  world,
  type Setting,
} from '../../../../e2e/simulation/one-world.ts'
import { partStore as store } from '../../../../e2e/simulation/part-store.ts'
import { readArchive } from '../../archive/file/read-file.ts'
import { failureOfKind } from '../../failure.ts'
import type { DeletionStep } from './ports.ts'
import { settleOne } from './settle-one.ts'
import type { Verdict } from '../verdict.ts'

describe('a contact that is deleted', () => {
  it('has a complete copy in every place before its delete is sent', async () => {
    const { run, reported, portal, browser } = world()
    expect(await run()).toMatchObject({
      verdict: DELETED,
      sent: {
        contactId: ID,
        archive: { archiveId: 'a', places: ['portal-storage', 'browser'], missing: [] },
      },
    })
    expect(reported).toEqual(['copy', 'check', 'delete with 3+3'])
    for (const place of [portal, browser]) {
      const text = [...(place?.parts.get('a') ?? [])].map(([, part]) => part).join('')
      const reading = await readArchive(nodeCodec.encode(text), 'm', nodeCodec)
      expect(reading).toMatchObject({ kind: 'read', problems: [], contacts: [{ id: ID }] })
    }
  })

  it('is recorded without a name', async () => {
    const { run, records } = world()
    const { sent } = await run()
    expect(records).toMatchObject([
      {
        version: 1,
        id: 'a',
        kind: 'deletion',
        user: { id: 7, name: 'Mary Manager' },
        startedAt: 100,
        endedAt: 105,
        reference: '',
        query: null,
        guards: null,
        planned: 1,
        counts: { deleted: 1 },
        contacts: { deleted: '41' },
        archive: {
          archiveId: 'a',
          places: ['portal-storage', 'browser'],
          contacts: 1,
          incomplete: 0,
          seal: sent?.archive.seal,
        },
        proof: { at: 105, sealed: true, contacts: 1, each: { '41': {} } },
        later: [],
      },
    ])
    expect(sent?.archive.seal).toMatch(/^[0-9a-f]{64}$/u)
    expect(JSON.stringify(records)).not.toContain('Anna')
  })

  it('may have its copy only in the browser if the portal stores none', async () => {
    const { run, reported } = world({ portal: null })
    expect(await run()).toMatchObject({ verdict: DELETED, sent: { archive: { places: ['browser'] } } })
    expect(reported).toEqual(['copy', 'check', 'delete with 0+3'])
  })

  it('does not need the browser if the portal stores the copy', async () => {
    const { run } = world({ browser: store('browser', 0) })
    expect(await run()).toMatchObject({ verdict: DELETED, sent: { archive: { places: ['portal-storage'] } } })
  })
})

describe('no copy, no delete', () => {
  const NOTHING_SENT: Record<string, { setting: Setting; verdict: object }> = {
    'the portal breaks off while it is read': { setting: { seen: [BROKEN] }, verdict: { failure: BROKEN } },
    'the portal keeps nothing of it': {
      setting: { portal: store('portal-storage', 0) },
      verdict: failed('copy-not-kept'),
    },
    'the portal keeps the beginning': {
      setting: { portal: store('portal-storage', 1) },
      verdict: failed('copy-not-kept'),
    },
    'the portal keeps all but the end': {
      setting: { portal: store('portal-storage', 2) },
      verdict: failed('copy-not-kept'),
    },
    'neither keeps anything, and it cannot be offered as a file': {
      setting: { portal: null, browser: store('browser', 0), noFile: true },
      verdict: failed('copy-not-saved'),
    },
    'nobody can look whether it changed since': {
      setting: { checks: [BROKEN, BROKEN] },
      verdict: { kind: 'failed', failure: BROKEN },
    },
    'it changes each time it was copied': {
      setting: {
        seen: [contact(), contact(), contact()],
        checks: [CHANGED, CHANGED, CHANGED],
      },
      verdict: failed('copy-outdated'),
    },
    'it is gone': {
      setting: { seen: [null], presences: [{ kind: 'gone' }] },
      verdict: { kind: 'already-gone' },
    },
    'it is hidden': {
      setting: { seen: [null], presences: [{ kind: 'hidden' }] },
      verdict: { kind: 'access-denied', canRead: false },
    },
    'nobody can look whether it is there': {
      setting: { seen: [null], presences: [BROKEN] },
      verdict: { kind: 'failed', failure: BROKEN },
    },
    'it is there and is never shown': {
      setting: {
        seen: [null, null, null],
        presences: [{ kind: 'there' }, { kind: 'there' }, { kind: 'there' }],
      },
      verdict: { kind: 'failed' },
    },
  }
  for (const [title, { setting, verdict }] of Object.entries(NOTHING_SENT)) {
    it(title, async () => {
      const { run, reported, records, portal, browser } = world(setting)
      expect(await run(ALL_THE_SAME)).toMatchObject({ verdict, sent: null })
      expect(reported.join()).not.toContain('delete')
      expect(records).toEqual([])
      // A copy that was begun is erased meanwhile.
      await eventually(() => {
        expect(portal?.parts.size ?? 0).toBe(0)
        expect(browser.parts.size).toBe(0)
      })
    })
  }

  it('a contact that comes back is copied first', async () => {
    const { run, reported } = world({ seen: [null, contact()], presences: [{ kind: 'there' }] })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(['copy', 'look', 'copy', 'check', 'delete with 3+3'])
  })
})

describe('a copy that is not complete', () => {
  it('prevents the deletion and says what is missing', async () => {
    const { run, reported, portal, browser } = world({ seen: [contact(UNSAVED)] })
    expect(await run()).toMatchObject({
      verdict: failed('copy-incomplete'),
      sent: null,
      missing: ['comments'],
    })
    expect(reported).toEqual(['copy'])
    expect([portal?.parts.size, browser.parts.size]).toEqual([0, 0])
  })

  it('is enough if the person said so beforehand, and the record says so', async () => {
    const { run, records } = world({ seen: [contact(UNSAVED)] })
    expect(await run(ALL_THE_SAME)).toMatchObject({
      verdict: DELETED,
      sent: { archive: { missing: ['comments'] } },
    })
    expect(records[0]?.archive).toMatchObject({ contacts: 1, incomplete: 1 })
  })

  it('counts as complete if it lacks only what no app can copy', async () => {
    const { run } = world({ seen: [contact([{ part: 'files', what: 'PHOTO', reason: 'no-way' }])] })
    expect(await run()).toMatchObject({ verdict: DELETED })
  })
})

describe('the archive afterwards', () => {
  const STAYING: Verdict[] = [
    { kind: 'access-denied', canRead: true },
    { kind: 'failed', failure: { kind: 'portal-error', code: 'ERROR_CORE', portalText: 'No' } },
  ]
  for (const verdict of STAYING) {
    it(`is erased when the contact stays: ${verdict.kind}`, async () => {
      const { run, records, portal, browser } = world({ verdict })
      await run()
      expect([portal?.parts.size, browser.parts.size]).toEqual([0, 0])
      expect(records).toMatchObject([{ counts: { [verdict.kind]: 1 }, archive: null }])
    })
  }

  it('stays when the answer was lost and the contact is there: the portal may be at work on it', async () => {
    const { run, records, portal, browser } = world({ verdict: { kind: 'failed', failure: BROKEN } })
    await run()
    expect([portal?.parts.size, browser.parts.size]).toEqual([1, 1])
    expect(records).toMatchObject([{ counts: { failed: 1 }, archive: { archiveId: 'a' } }])
  })

  it('stays when the portal says that it deleted the contact and still shows it', async () => {
    const verdict: Verdict = {
      kind: 'failed',
      failure: { kind: 'still-there', code: '', portalText: '' },
    }
    const { run, records, portal, browser } = world({ verdict })
    await run()
    expect([portal?.parts.size, browser.parts.size]).toEqual([1, 1])
    expect(records).toMatchObject([{ counts: { failed: 1 }, archive: { archiveId: 'a' } }])
  })

  it('stays when a refused contact cannot be seen: it may be gone', async () => {
    const { run, records, portal, browser } = world({ verdict: { kind: 'access-denied', canRead: false } })
    await run()
    expect([portal?.parts.size, browser.parts.size]).toEqual([1, 1])
    expect(records).toMatchObject([{ counts: { 'access-denied': 1 }, archive: { archiveId: 'a' } }])
  })

  it('stays while the verdict is unknown, until a look decides', async () => {
    const unknown: Verdict = { kind: 'unknown', failure: BROKEN }
    for (const [settles, left] of [
      [DELETED, 1],
      [{ kind: 'failed', failure: BROKEN } as const, 0],
    ] as const) {
      const { run, records, portal, browser, deleter, ports, pass } = world({ verdict: unknown, settles })
      const { sent } = await run()
      expect([portal?.parts.size, browser.parts.size]).toEqual([1, 1])
      expect(records.at(-1)).toMatchObject({ endedAt: null, counts: { unknown: 1 } })
      // The portal ends a request after a minute.
      pass(70_000)
      const after = await settleOne(sent!, deleter, ports)
      await after.settled
      expect(after.verdict).toEqual(settles)
      expect([portal?.parts.size, browser.parts.size]).toEqual([left, left])
      expect(records.at(-1)).toMatchObject({ id: 'a', counts: { [settles.kind]: 1 } })
    }
  })
})

describe('a portal that gets too many requests', () => {
  const busy: Verdict = { kind: 'failed', failure: failureOfKind('rate-limit') }

  it('is asked again after pauses, each time after another check, and the pauses are reported', async () => {
    const { run, reported, ports, records } = world({ verdicts: [busy, busy] })
    const pauses: boolean[] = []
    const steps: DeletionStep[] = []
    Object.assign(ports, {
      onPause: (paused: boolean) => pauses.push(paused),
      onStep: (step: DeletionStep) => steps.push(step),
    })
    expect(await run()).toMatchObject({ verdict: DELETED })
    const each = ['check', 'delete with 3+3']
    expect(reported).toEqual(['copy', ...each, 'wait', ...each, 'wait', ...each])
    expect(pauses).toEqual([true, false, true, false])
    expect(steps).toEqual(['copying', ...steps.slice(1, 3), ...steps.slice(1, 3), 'checking', 'deleting'])
    expect(records).toHaveLength(1)
  })

  // The browser may have sent the delete twice: then only the second arrival was refused.
  it.each([
    ['is there: not deleted, and no copy is left', { kind: 'there' }, busy, 0],
    ['is gone: said so, and the copy stays', { kind: 'gone' }, { kind: 'gone' }, 1],
    ['cannot be seen: the copy stays', { kind: 'hidden' }, busy, 1],
  ] as const)('is not asked for ever; in the end the contact %s', async (_, presence, verdict, copies) => {
    const { run, reported, portal, browser } = world({
      verdicts: [busy, busy, busy, busy, busy],
      presences: [presence],
    })
    expect(await run()).toMatchObject({ verdict })
    expect(reported.filter((each) => each.startsWith('delete'))).toHaveLength(4)
    expect([portal?.parts.size, browser.parts.size]).toEqual([copies, copies])
  })

  it('is asked again for the check before the delete, too', async () => {
    const { run, reported } = world({ checks: [failureOfKind('rate-limit')] })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(['copy', 'check', 'wait', 'check', 'delete with 3+3'])
  })

  it('copies a contact again that changed in the pause, and offers a file only once', async () => {
    const changed = world({ verdicts: [busy], checks: ['same', CHANGED], seen: [contact(), contact()] })
    expect(await changed.run()).toMatchObject({ verdict: DELETED })
    expect(changed.reported.filter((each) => each === 'copy')).toHaveLength(2)
    const full = store('browser', 0)
    const inHand = world({ verdicts: [busy], portal: null, browser: full })
    expect(await inHand.run()).toMatchObject({ verdict: DELETED })
    expect(inHand.files).toHaveLength(1)
  })
})

it('in the end the reason for the lost answer is given, not another one', async () => {
  const lost = failureOfKind('bad-answer')
  const { run, reported, deleter, ports } = world({ verdict: { kind: 'unknown', failure: lost } })
  const { sent } = await run()
  await settleOne(sent!, deleter, ports)
  expect(reported.at(-1)).toBe('settle bad-answer')
})
