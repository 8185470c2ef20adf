import { deleterWithCopy, type DeleterWithCopy } from '../../src/core/deletion/one/delete-with-copy.ts'
import { undoAtOnce, type UndoPorts } from '../../src/core/restore/undo.ts'
import { createContactDeleter } from '../../src/portal/deletion/contact-deleter.ts'
import { createRest } from '../../src/portal/rest/rest.ts'
import { createPortalWork, type PortalWork } from '../../src/portal/work-ports.ts'
import { createTestPortal } from '../portal/testing.ts'
import { nodeCodec } from '../simulation/codec.ts'
import { deafJournal } from '../simulation/memory-journal.ts'
import { partStore } from '../simulation/part-store.ts'
import { createVirtualClock, type VirtualClock } from '../simulation/virtual-clock.ts'
import { inTime, nothingSent, patienceOf, sendIn } from './timed-portal.ts'

/**
 * `tsx e2e/bench/one-by-one.ts [seconds] [colleagues]`: one person deletes contacts and brings each back at once, on the
 * usual plan, reading for this many seconds before each press. With "colleagues" somebody at the same address sends 20
 * requests every 20 s: all that is left to them. By the app's own adapters against the local portal in virtual time.
 */

const USER = 1
const START = Date.UTC(2026, 9, 5, 6)
const HOUR = 3_600_000
const CONTACTS = 6
const [READS_SECONDS, COLLEAGUES] = [Number(process.argv[2] ?? 4), process.argv.includes('colleagues')]
const BURST = { requests: 20, everyMs: 20_000 }
const SPEED = { wayMs: 300, commandMs: () => 30, capacity: 3 }

async function main(): Promise<void> {
  const clock = createVirtualClock(START)
  const test = createTestPortal({ contacts: 900, now: () => clock.now() })
  test.portal.settings.limits.bucketSize = 50
  test.portal.auth.lifetimeSeconds = 1e9
  let sent = nothingSent()
  const rest = createRest(
    sendIn(test, clock, USER, SPEED, () => sent),
    () => clock.now(),
  )
  const passing = <Result>(work: Promise<Result>): Promise<Result> => inTime(clock, work, clock.now() + HOUR)
  const read = (): Promise<void> => passing(patienceOf(clock).wait(READS_SECONDS * 1000))
  const work = await passing(createPortalWork(rest, patienceOf(clock)))
  const ports = undoPorts(work, clock)
  const deleter = deleterWithCopy(
    { deleter: createContactDeleter(rest), newId: ports.newId, fileName: '' },
    { ...work, ...ports, files: { saveBytes: () => undefined } },
  )
  const theirs = COLLEAGUES ? colleagues(clock, () => test.call('profile', {}, 5).status) : { refused: 0 }

  console.log('| contact | deletion | undo | requests of the undo | 503 | of colleagues |')
  console.log('|--:|--:|--:|--:|--:|--:|')
  const ids = [...test.portal.store.contactIds()]
    .filter((id) => id > 300 && id % 200 !== 0)
    .slice(0, CONTACTS)
  for (const [at, id] of ids.entries()) {
    sent = nothingSent()
    const refusedBefore = theirs.refused
    const ahead = deleter.read(id).catch(() => null)
    await read()
    let from = clock.now()
    const archiveId = await passing(deleted(deleter, id, ahead))
    const deletion = (clock.now() - from) / 1000
    await read()
    const before = sent.requests
    from = clock.now()
    const undo = undoAtOnce({ archiveId, contactIds: [id] }, ports)
    await clock.runUntil(() => !['reading', 'restoring'].includes(undo.state.stage), from + HOUR)
    if (undo.state.stage !== 'restored') throw new Error(undo.state.stage)
    const seconds = (clock.now() - from) / 1000
    await read()
    const cells = [
      `${deletion.toFixed(1)} s`,
      `${seconds.toFixed(1)} s`,
      sent.requests - before,
      sent.refused,
    ]
    console.log(`| ${[at + 1, ...cells, theirs.refused - refusedBefore].join(' | ')} |`)
  }
}

async function deleted(
  deleter: DeleterWithCopy,
  id: number,
  ahead: ReturnType<DeleterWithCopy['read']>,
): Promise<string> {
  const shown = { dossier: null, named: null, despiteProtection: false }
  const outcome = await deleter.delete(
    id,
    { incompleteCopies: 'keep', withoutPortal: false, shown },
    {},
    ahead,
  )
  if ('additions' in outcome || outcome.sent === null) throw new Error('not deleted')
  return outcome.sent.archive.archiveId
}

function undoPorts(work: PortalWork, clock: VirtualClock): UndoPorts & { recovery: PortalWork['recovery'] } {
  const nothing = (): void => undefined
  const { recovery } = work
  let made = 0
  return {
    ...work,
    clock,
    awake: { keep: () => nothing },
    network: { onBack: () => nothing },
    newId: () => `${++made}`,
    recovery: {
      ...recovery,
      codec: nodeCodec,
      about: { appVersion: '1', portal: { memberId: 'm', host: 'h' }, user: recovery.user },
      browserStore: partStore('browser'),
      restoreJournal: deafJournal(),
      restoreLock: {
        hold: () => Promise.resolve({ release: nothing }),
        isHeld: () => Promise.resolve(false),
        whenFree: () => nothing,
      },
      restoreChannel: { report: nothing, onProgress: () => nothing, onAsked: () => nothing, ask: nothing },
    },
  }
}

function colleagues(clock: VirtualClock, request: () => unknown): { refused: number } {
  const theirs = { refused: 0 }
  const burst = (): void => {
    for (let sent = 0; sent < BURST.requests; sent++) theirs.refused += Number(request() === 503)
    clock.quietly(clock.now() + BURST.everyMs, burst)
  }
  clock.quietly(clock.now() + 3_000, burst)
  return theirs
}

await main()
