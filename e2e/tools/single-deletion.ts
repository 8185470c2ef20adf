import { readOne } from '../../src/core/archive/copy-one.ts'
import type { ArchivedContact } from '../../src/core/archive/archived-contact.ts'
import { deleteOne } from '../../src/core/deletion/one/delete-one.ts'
import type { AskAgain, OneDeletion, OnePorts, OneWish } from '../../src/core/deletion/one/ports.ts'
import { settleOne } from '../../src/core/deletion/one/settle-one.ts'
import type { Shown } from '../../src/core/deletion/one/since-question.ts'
import { createPortalWork } from '../../src/portal/work-ports.ts'
import { createContactDeleter } from '../../src/portal/deletion/contact-deleter.ts'
import { createProtectStore } from '../../src/portal/plan/protect/protect-store.ts'
import { createDossierReader } from '../../src/portal/contact/dossier/dossier-reader.ts'
import { createRest, type Send } from '../../src/portal/rest/rest.ts'
import type { TestPortal } from '../portal/testing.ts'
import { nodeCodec } from '../simulation/codec.ts'
import { partStore, type PartStore } from '../simulation/part-store.ts'
import { sendTo } from './portal-rest.ts'

/** One contact deleted with the portal's adapters and core's own order of things, without a browser. */

const ADMIN = 1
const NOTHING_READ: Shown = { dossier: null, named: null, despiteProtection: false }

export interface SingleDeletion {
  /** The question: what hangs on it, where its copy will lie, and what the copy will hold. */
  ask(id: number): Promise<void>
  /** The press that answers the question; by `shown`: what the question said, asked last. */
  press(id: number, wish?: Partial<OneWish>): Promise<OneDeletion>
  /** The same where something may have come to the contact since. */
  tryPress(id: number, wish?: Partial<OneWish>): Promise<OneDeletion | AskAgain>
  /** `press` until the verdict is shown: its record may still be under way. */
  pressOnly(id: number, wish?: Partial<OneWish>): Promise<OneDeletion>
  settle(reported: OneDeletion): Promise<OneDeletion>
  /** What a copy of the contact would hold now. */
  read(id: number): Promise<ArchivedContact | null>
  readonly browser: PartStore
  readonly files: string[][]
}

/** @param through what the portal's answers go through on their way. */
export async function singleDeletionOn(
  test: TestPortal,
  browser = partStore('browser'),
  through: (send: Send) => Send = (send) => send,
): Promise<SingleDeletion> {
  const patience = {
    now: test.portal.now,
    wait: (ms: number) => {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const rest = createRest(through(sendTo(test, ADMIN)), test.portal.now)
  const work = await createPortalWork(rest, patience)
  const files: string[][] = []
  const ports: OnePorts = {
    looks: work.looks,
    clock: { now: test.portal.now, at: () => () => undefined },
    offerFile: (_archiveId, parts) => Promise.resolve(void files.push([...parts])),
    recovery: {
      ...work.recovery,
      codec: nodeCodec,
      browserStore: browser,
      about: { appVersion: '1', portal: { memberId: 'm', host: 'h' }, user: work.recovery.user },
    },
  }
  const deleter = createContactDeleter(rest)
  const dossiers = createDossierReader(rest)
  let pressed = 0
  let shown = NOTHING_READ
  let ahead: Promise<ArchivedContact | null> = Promise.resolve(null)
  const once: SingleDeletion['tryPress'] = async (id, wish = {}) => {
    const whole: OneWish = { incompleteCopies: 'keep', withoutPortal: false, shown, ...wish }
    const early = ahead
    ahead = Promise.resolve(null)
    const done = await deleteOne(id, `one-${id}-${++pressed}`, whole, deleter, ports, early)
    // The question is open again, with what it has to name now.
    if ('additions' in done) shown = { ...shown, named: done.additions ?? shown.named }
    return done
  }
  const tryPress: SingleDeletion['tryPress'] = async (id, wish) => {
    const done = await once(id, wish)
    await done.settled
    return done
  }
  const answered = (done: OneDeletion | AskAgain): OneDeletion => {
    if ('additions' in done) throw new Error('the question was asked again')
    return done
  }
  return {
    browser,
    files,
    async ask(id) {
      ahead = readOne(id, work.recovery.archives).catch(() => null)
      // Where nobody can say, the question says so and wants a tick; the person gives it.
      const despiteProtection = await createProtectStore(rest)
        .read()
        .then(
          ({ unread }) => unread.length > 0,
          () => true,
        )
      shown = { ...NOTHING_READ, despiteProtection }
      const [dossier] = await Promise.all([
        dossiers.read(id),
        work.recovery.portalStore().then((store) => store?.ready?.()),
        ahead,
      ])
      shown = { ...shown, dossier }
      // A person reads before pressing.
      test.pass(5)
    },
    read: (id) => readOne(id, work.recovery.archives),
    tryPress,
    press: async (id, wish) => answered(await tryPress(id, wish)),
    pressOnly: async (id, wish) => answered(await once(id, wish)),
    async settle(reported) {
      if (reported.sent === null) throw new Error('nothing was sent')
      const done = await settleOne(reported.sent, deleter, ports)
      await done.settled
      return done
    },
  }
}
