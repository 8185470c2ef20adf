import { CONTACT, DEAL, INVOICE, LEAD, QUOTE } from '../../entities.ts'
import type { ArchivedContact, ArchiveSection } from '../../archive/archived-contact.ts'

/** What the portal deletes together with a contact (portal README, "What a deletion takes along"). */
export const REMOVED_KINDS = ['requisite', 'comment', 'own-activity'] as const
export type RemovedKind = (typeof REMOVED_KINDS)[number]

/** What stays and only loses its link to the contact. */
export const UNLINKED_KINDS = [
  'company',
  'deal',
  'lead',
  'quote',
  'invoice',
  'item',
  'shared-activity',
] as const
export type UnlinkedKind = (typeof UNLINKED_KINDS)[number]

export type TraceKind = RemovedKind | UnlinkedKind

export interface Traces {
  /** How many there were, without zeros; a thing linked to several of the contacts counts once. Activities: open ones only. */
  readonly counts: Readonly<Partial<Record<TraceKind, number>>>
  /** Kinds that were read incompletely: there may have been more. */
  readonly atLeast: readonly TraceKind[]
}

export const TRACE_KINDS: readonly TraceKind[] = [...REMOVED_KINDS, ...UNLINKED_KINDS]

/** Counts what was linked to contacts, one contact at a time, since an archive need not fit into memory. */
export interface TraceCounter {
  add(contact: ArchivedContact): void
  traces(): Traces
}

/** @param deleted whether the contact of this id was deleted in the same run. */
export function countTraces(deleted: (contactId: number) => boolean): TraceCounter {
  const seen = new Map<TraceKind, Set<string>>()
  const atLeast = new Set<TraceKind>()
  const see = (kind: TraceKind, key: string): void => {
    const own = seen.get(kind)
    if (own === undefined) seen.set(kind, new Set([key]))
    else own.add(key)
  }
  return {
    add(contact) {
      for (const { id } of contact.companies) see('company', String(id))
      for (const { entityTypeId, id } of contact.links) see(linkKind(entityTypeId), `${entityTypeId} ${id}`)
      for (const { id } of contact.requisites) see('requisite', String(id))
      for (const { id } of contact.comments) see('comment', String(id))
      for (const { id, bindings } of contact.activities) {
        const alone = bindings.every((to) => to.entityTypeId === CONTACT && deleted(to.id))
        see(alone ? 'own-activity' : 'shared-activity', String(id))
      }
      for (const { part, what } of contact.unsaved) for (const kind of affected(part, what)) atLeast.add(kind)
    },
    traces: () => ({
      counts: Object.fromEntries([...seen].map(([kind, keys]) => [kind, keys.size])),
      atLeast: TRACE_KINDS.filter((kind) => atLeast.has(kind)),
    }),
  }
}

const LINKS: Readonly<Record<number, UnlinkedKind>> = {
  [LEAD]: 'lead',
  [DEAL]: 'deal',
  [QUOTE]: 'quote',
  [INVOICE]: 'invoice',
}
const ALL_LINKS: readonly TraceKind[] = ['deal', 'lead', 'quote', 'invoice', 'item']

function linkKind(entityTypeId: number): UnlinkedKind {
  return LINKS[entityTypeId] ?? 'item'
}

/** @param what an entityTypeId for links; '' or anything else: the whole section. */
function affected(part: ArchiveSection, what: string): readonly TraceKind[] {
  switch (part) {
    case 'companies':
      return ['company']
    case 'links': {
      const typeId = Number(what)
      if (what === '' || !Number.isSafeInteger(typeId)) return ALL_LINKS
      return [linkKind(typeId)]
    }
    case 'requisites':
      return ['requisite']
    case 'activities':
      return ['own-activity', 'shared-activity']
    case 'comments':
      return ['comment']
    case 'fields':
    case 'communications':
    case 'names':
    case 'files':
      return []
  }
}
