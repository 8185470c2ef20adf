import { namelessContact } from './contact/nameless-contact.ts'
import { archivedContact } from './archived-contact.ts'
import { expect } from 'vitest'
import type { ArchivedContact } from '../../src/core/archive/archived-contact.ts'
import { deleteOne } from '../../src/core/deletion/one/delete-one.ts'
import type { AskAgain, OneDeletion, OnePorts, OneWish } from '../../src/core/deletion/one/ports.ts'
import type { Known } from '../../src/core/plan/guards.ts'
import type { Dossier } from '../../src/core/contact/dossier.ts'
import { failureOfKind, PortalFailure, type Failure, type FailureKind } from '../../src/core/failure.ts'
import type { Presence, Verdict } from '../../src/core/deletion/verdict.ts'
import { nodeCodec } from './codec.ts'
import { memoryRecords } from './memory-records.ts'
import { partStore as store, type PartStore } from './part-store.ts'

/** One contact that is to be deleted, and an outside that answers as told and remembers what it was asked. */

export const ID = 41
export const KEEP: OneWish = {
  incompleteCopies: 'keep',
  withoutPortal: false,
  // Nothing could be read for the question, and it said so.
  shown: { dossier: null, named: null, despiteProtection: false },
}
export const ALL_THE_SAME: OneWish = { ...KEEP, incompleteCopies: 'delete' }
export const WITHOUT_PORTAL: OneWish = { ...KEEP, withoutPortal: true }
export const BROKEN: Failure = { kind: 'network', code: '', portalText: '' }
export const DELETED: Verdict = { kind: 'deleted', reread: false }

/** A minute before the copy. */
export const MODIFIED = '2026-10-05T06:00:00+00:00'
export const READ_AT = Date.parse(MODIFIED) + 60_000

export function contact(unsaved: ArchivedContact['unsaved'] = []): ArchivedContact {
  return archivedContact(ID, { readAt: READ_AT, fields: { NAME: 'Anna', DATE_MODIFY: MODIFIED }, unsaved })
}

export const UNSAVED: ArchivedContact['unsaved'] = [{ part: 'comments', what: '', reason: 'refused' }]

/** The question showed the contact as it is copied, with nothing linked to it. */
export const DOSSIER: Dossier = {
  contact: namelessContact(ID, { firstName: 'Anna', modifiedAt: Date.parse(MODIFIED) }),
  responsibleName: null,
  companies: { rows: [], total: 0, failure: null },
  items: [],
  activities: { rows: [], total: 0, failure: null },
  requisites: { rows: [], total: 0, failure: null },
}

export interface Setting {
  readonly seen?: readonly (ArchivedContact | Failure | null)[]
  readonly presences?: readonly (Presence | Failure)[]
  readonly verdict?: Verdict
  /** What comes before it, one delete after another. */
  readonly verdicts?: readonly Verdict[]
  readonly settles?: Verdict
  readonly portal?: PartStore | null
  readonly browser?: PartStore
  /** What the looks between copy and delete show; `same` when there are no more, null: no contact. */
  readonly checks?: readonly (ArchivedContact | Failure | 'same' | null)[]
  /** Whether the protect list names it at each look; `no` when there are no more, null: nobody can say. */
  readonly lists?: readonly (Known | null)[]
  /** What was read of the contact while the question was open. */
  readonly ahead?: ArchivedContact
  /** How long each look takes, ms. */
  readonly lookMs?: number
  /** The file cannot be offered. */
  readonly noFile?: boolean
}

export const CHANGED: ArchivedContact = {
  ...contact(),
  fields: { NAME: 'Anna', DATE_MODIFY: '2026-10-05T06:01:01+00:00' },
}

export function world(setting: Setting = {}) {
  const { portal = store('portal-storage'), browser = store('browser') } = setting
  const seen = [...(setting.seen ?? [contact()])]
  const presences = [...(setting.presences ?? [])]
  const checks = [...(setting.checks ?? [])]
  const verdicts = [...(setting.verdicts ?? [])]
  const lists = [...(setting.lists ?? [])]
  const files: string[][] = []
  const reported: string[] = []
  const { store: recordStore, writes: records } = memoryRecords()
  let now = 100
  const ports: OnePorts = {
    clock: {
      now: () => now++,
      // Time goes on by itself.
      at(time, wake) {
        now = Math.max(now, time)
        reported.push('wait')
        queueMicrotask(wake)
        return () => undefined
      },
    },
    looks: {
      look: () => {
        reported.push('look')
        const next = presences.shift() ?? BROKEN
        return Promise.resolve(
          'code' in next
            ? { kind: 'failed', failure: next }
            : { kind: 'looked', presences: new Map([[ID, next]]) },
        )
      },
    },
    offerFile: (archiveId, parts) => {
      reported.push(`file ${archiveId}`)
      if (setting.noFile === true) return Promise.reject(new Error('no'))
      files.push([...parts])
      return Promise.resolve()
    },
    recovery: {
      archives: {
        async *read() {
          reported.push('copy')
          await Promise.resolve()
          const next = seen.shift() ?? null
          if (next !== null && 'code' in next) throw new PortalFailure(next)
          if (next !== null) yield [next]
        },
        async readAgain(before, onListed) {
          reported.push('check')
          await Promise.resolve()
          const named = lists.shift()
          if (named !== null) onListed(named ?? 'no')
          now += setting.lookMs ?? 0
          const next = checks.length > 0 ? checks.shift() : 'same'
          if (next === undefined || next === 'same') return before
          if (next !== null && 'code' in next) throw new PortalFailure(next)
          return next
        },
      },
      codec: nodeCodec,
      browserStore: browser,
      portalStore: () => Promise.resolve(portal),
      about: {
        appVersion: '1',
        portal: { memberId: 'm', host: 'h' },
        user: { id: 7, name: 'Mary Manager' },
      },
      records: recordStore,
    },
  }
  const deleter = {
    delete: () => {
      // What lies in the stores at the very moment of the delete.
      reported.push(`delete with ${portal?.parts.get('a')?.size ?? 0}+${browser.parts.get('a')?.size ?? 0}`)
      return Promise.resolve(verdicts.shift() ?? setting.verdict ?? DELETED)
    },
    settle: (_: number, __: boolean, lost: Failure) => {
      reported.push(`settle ${lost.kind}`)
      return Promise.resolve(setting.settles ?? DELETED)
    },
  }
  const attempt = async (wish: OneWish): Promise<OneDeletion | AskAgain> => {
    const early = Promise.resolve(setting.ahead ?? null)
    const done = await deleteOne(ID, 'a', wish, deleter, ports, early)
    await done.settled
    return done
  }
  const run = async (wish: OneWish = KEEP): Promise<OneDeletion> => {
    const done = await attempt(wish)
    return 'additions' in done ? expect.unreachable('was asked again') : done
  }
  return {
    run,
    attempt,
    ports,
    deleter,
    reported,
    files,
    records,
    portal,
    browser,
    pass: (ms: number) => void (now += ms),
  }
}

export const failed = (kind: FailureKind) => ({ kind: 'failed', failure: failureOfKind(kind) })
