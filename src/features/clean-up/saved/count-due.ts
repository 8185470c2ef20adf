import type { QueryClient } from '@tanstack/react-query'
import { parseJson } from '#core/json.ts'
import { isDue } from '#core/plan/saved/due.ts'
import { listCleanUps, readCleanUps } from '#core/plan/saved/stored-clean-ups.ts'
import type { SettingsStore } from '#core/ports.ts'
import { cleanUpsQuery } from '../../shared/saved-clean-up/clean-up-query.ts'

/** How many saved clean-ups are due, as known from the opening or seen since. Sends no request. */
export function countDue(settings: Pick<SettingsStore, 'atOpening'>, client: QueryClient): number {
  const [own, everybodys] = settings
    .atOpening('cleanUps')
    .map((text) => (text === null ? null : parseJson(text)))
  const { listed } =
    client.getQueryData(cleanUpsQuery(null).queryKey) ??
    listCleanUps({ me: readCleanUps(own), everybody: readCleanUps(everybodys) })
  const now = Date.now()
  return listed.filter((one) => isDue(one, now)).length
}
