import type { Requisite } from '../contract.ts'
import { createSeededLinks, drawContact } from './links.ts'
import { ODD } from './odd-contacts.ts'
import { below, hash32 } from './seed/prng.ts'
import { TYPE } from './stages.ts'

export interface RequisiteTable {
  /** Requisites 1…n were there from the start. */
  readonly seededCount: number
  get(id: number): Requisite | undefined
  ids(): Iterable<number>
  ofContact(contactId: number): Requisite[]
  add(requisite: Omit<Requisite, 'ID'>): Requisite
  remove(id: number): boolean
}

const PERSON_PRESET = 3
/** Unix seconds: long before any plan. */
const SEEDED_AT = Date.UTC(2024, 1, 1) / 1000

/** Bank and tax details of persons; one contact in five has some. */
export function createRequisiteTable(seed: number, contacts: number): RequisiteTable {
  const count = 2 + Math.floor(contacts * 0.2)
  const owner = (id: number): number =>
    id === 1 && contacts >= ODD.everything ? ODD.everything : drawContact(contacts, seed, id, 4000)
  const links = createSeededLinks(count, contacts, (id) => [owner(id)].filter((contact) => contact !== 0))
  const added = new Map<number, Requisite>()
  const removed = new Set<number>()
  const gained = new Map<number, number[]>()
  let last = count

  function get(id: number): Requisite | undefined {
    if (!Number.isInteger(id) || id < 1 || id > last || removed.has(id)) return undefined
    return added.get(id) ?? seeded(id)
  }
  function seeded(id: number): Requisite {
    return {
      ID: id,
      ENTITY_TYPE_ID: TYPE.contact,
      ENTITY_ID: owner(id),
      PRESET_ID: PERSON_PRESET,
      NAME: 'Person',
      DATE_CREATE: SEEDED_AT,
      DATE_MODIFY: SEEDED_AT,
      RQ: {
        RQ_INN: String(500_000_000_000 + (hash32(seed, id, 4001) % 99_999_999)),
        RQ_PHONE: `+7 495 ${below(9_000_000, seed, id, 4002) + 1_000_000}`,
      },
    }
  }

  return {
    seededCount: count,
    get,
    *ids() {
      for (let id = 1; id <= last; id++) if (!removed.has(id)) yield id
    },
    ofContact(contactId) {
      const candidates = [...links.of(contactId), ...(gained.get(contactId) ?? [])]
      return candidates
        .flatMap((id) => get(id) ?? [])
        .filter((one) => one.ENTITY_TYPE_ID === TYPE.contact && one.ENTITY_ID === contactId)
    },
    add(fields) {
      const requisite: Requisite = { ...fields, ID: ++last }
      added.set(requisite.ID, requisite)
      gained.set(requisite.ENTITY_ID, [...(gained.get(requisite.ENTITY_ID) ?? []), requisite.ID])
      return requisite
    },
    remove(id) {
      if (get(id) === undefined) return false
      removed.add(id)
      return true
    },
  }
}
