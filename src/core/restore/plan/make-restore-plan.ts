import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { RestoreFindings } from './plan.ts'
import type { RestoreLookup } from '../ports.ts'
import { restoreQuestions } from './summary/questions.ts'

/** The portal's answers about contacts to restore. A new plan is made from them after every choice of the person. */
export interface RestoreReading {
  readonly contacts: readonly ArchivedContact[]
  readonly findings: RestoreFindings
}

/** How many of the questions to the portal are answered. */
export interface ReadingProgress {
  readonly done: number
  readonly of: number
}

/** So many questions of each kind are asked together; then it checks whether the person has left. */
const AT_ONCE = 1_000

/**
 * Asks the portal once for all that `planRestore` must know: which contacts are back already or were never deleted, who
 * has their phones and e-mails now, which of their link targets exist. Rejects with PortalFailure: a plan without these
 * answers could make things twice.
 * @param cancelled asked after each portion; true ends the work with null.
 * @param deleted contacts that the portal answered to have deleted: they are not hidden from this user.
 */
export async function readForRestore(
  contacts: readonly ArchivedContact[],
  lookup: RestoreLookup,
  report: (progress: ReadingProgress) => void,
  cancelled: () => boolean,
  deleted: ReadonlySet<number> = new Set(),
): Promise<RestoreReading | null> {
  const { keys, wanted, targets } = restoreQuestions(contacts, deleted)
  const ids = contacts.map(({ id }) => id)

  /** A contact that this user can no longer see was not deleted either: making it again would duplicate it. */
  async function there(some: readonly number[]): Promise<readonly number[]> {
    const shown = await lookup.there(some)
    const known = new Set(shown)
    const unknown = some.filter((id) => !known.has(id) && !deleted.has(id))
    const hidden = unknown.length === 0 ? [] : ((await lookup.hidden?.(unknown)) ?? [])
    return [...shown, ...hidden]
  }

  const findings = {
    origins: [] as RestoreFindings['origins'][number][],
    owners: [] as RestoreFindings['owners'][number][],
    gone: [] as RestoreFindings['gone'][number][],
    there: [] as number[],
  }
  const lengths = [keys, wanted, targets, ids].map(({ length }) => length)
  const of = lengths.reduce((sum, length) => sum + length, 0)
  for (let from = 0; from < Math.max(...lengths); from += AT_ONCE) {
    if (cancelled()) return null
    report({ done: lengths.reduce((sum, length) => sum + Math.min(from, length), 0), of })
    const some = <Question>(all: readonly Question[]): readonly Question[] => all.slice(from, from + AT_ONCE)
    // All at once, so that the portal gets them in few requests.
    const [origins, owners, gone, present] = await Promise.all([
      lookup.origins(some(keys)),
      lookup.owners(some(wanted)),
      lookup.gone(some(targets)),
      there(some(ids)),
    ])
    findings.origins.push(...origins)
    findings.owners.push(...owners)
    findings.gone.push(...gone)
    findings.there.push(...present)
  }
  return cancelled() ? null : { contacts, findings }
}
