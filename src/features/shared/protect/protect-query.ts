import { queryOptions } from '@tanstack/react-query'
import type { ProtectStore } from '#core/plan/protect/ports.ts'

/** The protect list, one's own and everybody's. */
export function protectQuery(store: ProtectStore) {
  return queryOptions({ queryKey: ['protections'] as const, queryFn: () => store.read() })
}
