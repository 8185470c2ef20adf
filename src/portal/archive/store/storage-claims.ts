import type { ClaimStore } from '#core/archive/ports.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import { onePiece, textOf } from './chunks.ts'
import { OWNER, PART, type AppStorage, type StorageItem } from './app-storage.ts'

const CLAIM = 'claim'

/**
 * Claims of restores, one item each, in every storage that this user may read; so the author of an archive sees an
 * administrator's claim too. No archive and no record has a part of that name.
 */
export function createStorageClaims(paced: Pick<PacedRest, 'once'>, storage: AppStorage): ClaimStore {
  const ownerOf = (planId: string): string => `${CLAIM} ${planId}`

  async function found(planId: string | null): Promise<{ code: string; items: StorageItem[] }[]> {
    const filter = {
      [`=PROPERTY_${PART}`]: CLAIM,
      ...(planId === null ? {} : { [`=PROPERTY_${OWNER}`]: ownerOf(planId) }),
    }
    const all = []
    for (const code of await storage.readable()) all.push({ code, items: await storage.find(code, filter) })
    return all
  }

  return {
    list: async () =>
      (await found(null)).flatMap(({ items }) => items.map((item) => textOf([item.DETAIL_TEXT]) ?? '')),

    async put(planId, text) {
      for (const { code, items } of await found(planId)) {
        const item = { ENTITY: code, NAME: CLAIM, DETAIL_TEXT: onePiece(text) }
        const [there] = items
        if (there !== undefined) await paced.once('entity.item.update', { ...item, ID: there.ID })
        else
          await paced.once('entity.item.add', {
            ...item,
            PROPERTY_VALUES: { [OWNER]: ownerOf(planId), [PART]: CLAIM },
          })
      }
    },

    async remove(planId) {
      for (const { code, items } of await found(planId)) await storage.remove(code, items)
    },
  }
}
