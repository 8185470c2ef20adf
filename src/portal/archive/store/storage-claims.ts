import type { ClaimStore } from '#core/archive/ports.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import { id, read } from '../../rest/wire.ts'
import { onePiece, textOf } from './chunks.ts'
import { OWNER, PART, type AppStorage, type StorageItem } from './app-storage.ts'

const CLAIM = 'claim'

/** The items of one claim in one storage. */
interface Place {
  readonly code: string
  readonly items: readonly Pick<StorageItem, 'ID'>[]
}

/**
 * Claims of restores, one item each, in every storage that this user may read; so the author of an archive sees an
 * administrator's claim too. No archive and no record has a part of that name.
 */
export function createStorageClaims(paced: Pick<PacedRest, 'once'>, storage: AppStorage): ClaimStore {
  const ownerOf = (planId: string): string => `${CLAIM} ${planId}`
  /** What this visit added whole, by plan: it is removed without being looked for. */
  const added = new Map<string, readonly Place[]>()

  async function found(planId: string): Promise<Place[]> {
    const filter = { [`=PROPERTY_${PART}`]: CLAIM, [`=PROPERTY_${OWNER}`]: ownerOf(planId) }
    const codes = await storage.readable()
    const all = await storage.findAll(codes.map((code) => ({ code, filter })))
    return codes.map((code, at) => ({ code, items: all[at] ?? [] }))
  }

  async function add(code: string, planId: string, text: string): Promise<Place> {
    const { result } = await paced.once('entity.item.add', {
      ENTITY: code,
      NAME: CLAIM,
      DETAIL_TEXT: onePiece(text),
      PROPERTY_VALUES: { [OWNER]: ownerOf(planId), [PART]: CLAIM },
    })
    return { code, items: [{ ID: read(id, { kind: 'result', result, total: null }) }] }
  }

  return {
    async claim(planId, text) {
      const codes = await storage.readable()
      const places: Place[] = []
      for (const code of codes) places.push(await add(code, planId, text))
      added.set(planId, places)
      const filter = { [`=PROPERTY_${PART}`]: CLAIM }
      const all = await storage.findAll(codes.map((code) => ({ code, filter })))
      return all.flat().map((item) => textOf([item.DETAIL_TEXT]) ?? '')
    },

    async put(planId, text) {
      added.delete(planId)
      for (const { code, items } of await found(planId)) {
        const item = { ENTITY: code, NAME: CLAIM, DETAIL_TEXT: onePiece(text) }
        const [there] = items
        if (there !== undefined) await paced.once('entity.item.update', { ...item, ID: there.ID })
        else await add(code, planId, text)
      }
    },

    async remove(planId) {
      const places = added.get(planId) ?? (await found(planId))
      added.delete(planId)
      for (const { code, items } of places) await storage.remove(code, items)
    },
  }
}
