import type { GuardStore } from '#core/bulk-ports.ts'
import { readGuardSettings } from '#core/guards.ts'
import type { Rest } from '../rest.ts'
import { createSharedOption } from './shared-option.ts'

export function createGuardStore(rest: Rest, isAdmin: boolean): GuardStore {
  const option = createSharedOption(rest, 'guards', isAdmin)
  return {
    read: async () => readGuardSettings(await option.read()),
    write: (settings) => option.write(settings),
  }
}
