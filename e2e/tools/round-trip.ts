import { clockOf } from './passing-clock.ts'
import type { ArchivedContact } from '../../src/core/archive/archived-contact.ts'
import { driveRestore } from '../../src/core/restore/run/driver.ts'
import { readForRestore } from '../../src/core/restore/plan/make-restore-plan.ts'
import { planRestore, type RestorePlan } from '../../src/core/restore/plan/plan.ts'
import { idMap, readyRestore, type RestoreState } from '../../src/core/restore/run/state.ts'
import { createArchiveReader } from '../../src/portal/archive/reading/archive-reader.ts'
import { BUILT_IN } from '../../src/portal/plan/item-kinds.ts'
import type { Send } from '../../src/portal/rest/rest.ts'
import { ODD } from '../portal/store/odd-contacts.ts'
import { TYPE } from '../portal/store/stages.ts'
import { heldOf } from './held.ts'
import { ADMIN, setting, settingOn, type Setting } from './settings/restore-setting.ts'

/** Read, deleted, restored: the real adapters and core's own run against the local portal, without a socket. */

const KINDS = {
  items: [...BUILT_IN, { kind: 'item' as const, entityTypeId: TYPE.smart }],
  itemsUnknown: false,
}

export interface RoundTrip extends Setting {
  readonly ids: readonly number[]
  /** What the portal held of each before it was deleted, as `heldOf` tells it. */
  readonly before: readonly unknown[]
  /** What it holds now, of the contacts that these became. */
  readonly after: (map: ReadonlyMap<number, number>) => unknown[]
  /** @param through what stands between the app and the portal. */
  readonly plan: (planId: string, through?: (send: Send) => Send) => Promise<RestorePlan>
  /** Carries a plan out to its end. @param through as above. */
  readonly run: (plan: RestorePlan, through?: (send: Send) => Send) => Promise<RestoreState>
  /** Both in one, as the ids of then and now. */
  readonly restore: (planId: string) => Promise<ReadonlyMap<number, number>>
}

/** @param prepare changes the portal before anything is read and deleted. */
export async function roundTrip(
  count: number,
  prepare: (at: Setting, ids: readonly number[]) => void = () => undefined,
): Promise<RoundTrip> {
  const at = setting(ADMIN, true, Math.max(100, count + 60))
  const { test, store, paced } = at
  const ids = [ODD.everything, ...[...store.contactIds()].filter((id) => id > 40).slice(0, count - 1)]
  prepare(at, ids)
  const before = ids.map((id) => heldOf(test.portal, id))
  const fetchFile = () => Promise.resolve(null)
  const reader = createArchiveReader({ paced, kinds: KINDS, fetchFile, now: test.portal.now })
  const contacts: ArchivedContact[] = []
  for await (const portion of reader.read(ids)) contacts.push(...portion)
  for (const id of ids) store.deleteContact(id, ADMIN)

  async function plan(planId: string, through?: (send: Send) => Send): Promise<RestorePlan> {
    const reading = await readForRestore(
      contacts,
      through === undefined ? at.lookup : settingOn(test, ADMIN, through).lookup,
      () => undefined,
      () => false,
    )
    if (reading === null) throw new Error('cancelled')
    // Whoever has the same phone now is no reason here.
    const conflicts = new Map(contacts.map(({ id }) => [id, 'create' as const]))
    const choices = { conflicts, completeReturned: true }
    return planRestore({ id: planId, plannedAt: test.portal.now() }, contacts, reading.findings, choices)
  }

  async function run(own: RestorePlan, through = (send: Send): Send => send): Promise<RestoreState> {
    const { sender } = settingOn(test, ADMIN, through)
    const journal = { append: () => Promise.resolve(true) }
    const drive = driveRestore(
      { plan: own, state: readyRestore(own), nextRecord: 0 },
      { sender, journal, clock: clockOf(test) },
    )
    drive.ask('resume-asked')
    await new Promise<void>((resolve) => {
      drive.watch(() => drive.state.phase === 'done' && resolve())
    })
    return drive.state
  }

  return {
    ...at,
    ids,
    before,
    after: (map) => ids.map((id) => heldOf(test.portal, map.get(id) ?? 0)),
    plan,
    run,
    async restore(planId) {
      const own = await plan(planId)
      return newIds(own, await run(own))
    },
  }
}

export function newIds(plan: RestorePlan, state: RestoreState): ReadonlyMap<number, number> {
  return new Map(idMap(plan, state).map(({ oldId, newId }) => [oldId, newId]))
}

/** A plan of the contacts alone: as a restore leaves them that was stopped before anything was hung on them. */
export function bare(plan: RestorePlan): RestorePlan {
  return { ...plan, tasks: plan.tasks.filter(({ kind }) => kind === 'contact') }
}

/** Gives a contact one of everything that a restore makes anew, and two each of what cannot be told apart. */
export function enrich({ test, store }: Setting, contactId: number): void {
  const own = { OWNER_TYPE_ID: TYPE.contact, OWNER_ID: contactId }
  const now = Math.floor(test.portal.now() / 1000)
  const times = { CREATED: now, LAST_UPDATED: now, COMPLETED: false, RESPONSIBLE_ID: 5, bindings: [own] }
  const meeting = { TYPE_ID: 1, PROVIDER_ID: 'CRM_MEETING', SUBJECT: 'Lunch', DEADLINE: now + 86_400 }
  store.activities.add({ ...own, ...times, ...meeting })
  const toDo = { TYPE_ID: 6, PROVIDER_ID: 'CRM_TODO', SUBJECT: 'Ask once more', DEADLINE: now + 3_600 }
  const comment = { CONTACT_ID: contactId, AUTHOR_ID: 5, CREATED: now, COMMENT: 'Nobody answered.' }
  for (const toDoAgain of [toDo, toDo]) store.activities.add({ ...own, ...times, ...toDoAgain })
  for (const again of [comment, comment]) store.comments.add(again)
  const requisite = store.requisites.add({
    ENTITY_TYPE_ID: TYPE.contact,
    ENTITY_ID: contactId,
    PRESET_ID: 3,
    NAME: 'Person',
    DATE_CREATE: now,
    DATE_MODIFY: now,
    RQ: { RQ_INN: `77${contactId}` },
  })
  const RQ = { RQ_BANK_NAME: 'North Bank', RQ_ACC_NUM: String(contactId) }
  store.details.addBankDetail({ ENTITY_ID: requisite.ID, NAME: 'Main', COUNTRY_ID: 1, RQ })
  store.details.addAddress({
    TYPE_ID: 1,
    ENTITY_ID: requisite.ID,
    fields: { CITY: 'Riga', ADDRESS_1: 'Brīvības 1' },
  })
}
