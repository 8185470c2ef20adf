import { useQueryClient } from '@tanstack/react-query'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import type { ProtectStore } from '#core/plan/protect/ports.ts'
import type { Protection, Protections } from '#core/plan/protect/protect-list.ts'
import { usePorts } from '#features/ports.tsx'
import { protectQuery } from './protect-query.ts'

interface ChangeProtections {
  /** @param me the user who protects */
  readonly protect: (
    ids: readonly number[],
    wish: { readonly scope: FilterScope; readonly reason: string; readonly until: number | null },
    me: number,
  ) => Promise<void>
  readonly lift: (entries: readonly Pick<Protection, 'scope' | 'id'>[]) => Promise<void>
  readonly discardUnread: (seen: Protections['unread']) => Promise<void>
}

/** Changes the list on the portal, and what is shown of it. Rejects with PortalFailure. */
export function useChangeProtections(): ChangeProtections {
  const client = useQueryClient()
  const { protections } = usePorts()
  const show = async (changing: ReturnType<ProtectStore['read']>): Promise<void> => {
    const { queryKey } = protectQuery(protections)
    // An earlier reading that comes late must not undo what is shown.
    await client.cancelQueries({ queryKey })
    try {
      client.setQueryData(queryKey, await changing)
    } catch (thrown) {
      // Its answer may be lost: what is shown is read again.
      void client.invalidateQueries({ queryKey })
      throw thrown
    }
  }
  return {
    protect: (ids, { scope, reason, until }, me) =>
      show(
        protections.protect(
          scope,
          ids.map((id) => ({ id, reason, until, by: me, at: Date.now() })),
        ),
      ),
    lift: (entries) => show(protections.lift(entries)),
    discardUnread: (seen) => show(protections.discardUnread(seen)),
  }
}
