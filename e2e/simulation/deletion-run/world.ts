import type { PlannedRow } from '../../../src/core/plan/plan.ts'
import type { Relation } from '../../../src/core/plan/relations.ts'

/** What the simulated portal holds, and what was done to it, for holding verdicts against. */
export interface World {
  readonly contacts: Map<number, SimContact>
  readonly breaches: string[]
}

export interface SimContact {
  readonly id: number
  modifiedAt: number
  responsibleId: number
  readonly relations: Relation[]
  /** Since when, Unix ms; what a check with `since` finds. */
  readonly relatedAt: number[]
  mayDelete: boolean
  visible: boolean
  /** A handler of the portal vetoes its deletion. */
  vetoed: boolean
  /** A colleague changed who may see or delete it. */
  touched: boolean
  gone: 'by-us' | 'by-colleague' | null
  /** Unix ms at which the request left that deleted it; null: none of ours did. */
  deletedBySending: number | null
  /** Deletes of it that reached the portal. */
  sends: number
  /** Its delete came again after it had been carried out: the browser sent the request twice. */
  sentTwice: boolean
  /** Whether it was shown to be there since its delete last left. */
  seenSinceSend: boolean
  /** As the plan has it. */
  readonly reviewed: { readonly modifiedAt: number; readonly relations: number }
  /** As an answer last showed it to the page; of one that we deleted, to the page that deleted it. */
  shown: Shown | null
}

/** A contact's DATE_MODIFY and number of relations. */
export interface Shown {
  readonly modifiedAt: number
  readonly relations: number
}

export const CREATED_AT = Date.UTC(2020, 0, 1)

export function createWorld(ids: readonly number[], modifiedAt: number): World {
  return {
    contacts: new Map(
      ids.map((id) => [
        id,
        {
          id,
          modifiedAt,
          responsibleId: 1,
          relations: [],
          relatedAt: [],
          mayDelete: true,
          visible: true,
          vetoed: false,
          touched: false,
          gone: null,
          deletedBySending: null,
          sentTwice: false,
          sends: 0,
          seenSinceSend: true,
          reviewed: { modifiedAt, relations: 0 },
          shown: null,
        },
      ]),
    ),
    breaches: [],
  }
}

export function rowOf(contact: SimContact): PlannedRow {
  return {
    id: contact.id,
    name: `Contact ${contact.id}`,
    createdAt: CREATED_AT,
    modifiedAt: contact.modifiedAt,
    responsibleId: contact.responsibleId,
    typeId: '',
    sourceId: '',
  }
}

/** What a colleague does meanwhile. */
export type ColleagueAct = 'delete' | 'change' | 'relate' | 'forbid' | 'allow' | 'hide'

export function colleague(world: World, id: number, act: ColleagueAct, now: number): void {
  const contact = world.contacts.get(id)
  if (contact?.gone !== null) return
  switch (act) {
    case 'delete':
      contact.gone = 'by-colleague'
      return
    case 'change':
      contact.modifiedAt = now
      return
    case 'relate':
      contact.relations.push({
        contactId: id,
        kind: 'company',
        typeId: 0,
        id: 1000 + contact.relations.length,
        open: null,
        amount: null,
      })
      contact.relatedAt.push(now)
      return
    case 'forbid':
      contact.mayDelete = false
      contact.touched = true
      return
    case 'allow':
      contact.mayDelete = true
      return
    case 'hide':
      contact.visible = false
      contact.touched = true
  }
}
