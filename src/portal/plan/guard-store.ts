import { readGuardSettings } from '#core/plan/guards.ts'
import type { Rest } from '../rest/rest.ts'
import { createSharedOption } from '../rest/shared-option.ts'
import type { GuardStore } from '#core/plan/ports.ts'

export function createGuardStore(rest: Rest, isAdmin: boolean): GuardStore {
  const option = createSharedOption(rest, 'guards', isAdmin)
  return {
    async read() {
      const { own, portal } = await option.read()
      return readGuardSettings(own ?? portal)
    },
    write: (settings) => option.write(settings),
  }
}
