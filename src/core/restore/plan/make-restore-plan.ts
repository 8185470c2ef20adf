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
  /** Whether they are back already, who has their phones and e-mails now, whether their link targets exist. */
  readonly phase: 'origins' | 'owners' | 'targets'
  readonly done: number
  readonly of: number
}

/** After this many questions it checks whether the person has left. */
const AT_ONCE = 500

/**
 * Asks the portal once for all that `planRestore` must know. Rejects with PortalFailure: a plan without these answers
 * could make things twice.
 * @param cancelled asked after each portion; true ends the work with null.
 */
export async function readForRestore(
  contacts: readonly ArchivedContact[],
  lookup: RestoreLookup,
  report: (progress: ReadingProgress) => void,
  cancelled: () => boolean,
): Promise<RestoreReading | null> {
  const { keys, wanted, targets } = restoreQuestions(contacts)

  async function all<Question, Answer>(
    phase: ReadingProgress['phase'],
    questions: readonly Question[],
    ask: (some: readonly Question[]) => Promise<readonly Answer[]>,
  ): Promise<Answer[] | null> {
    const answers: Answer[] = []
    for (let done = 0; done < questions.length; done += AT_ONCE) {
      if (cancelled()) return null
      report({ phase, done, of: questions.length })
      for (const answer of await ask(questions.slice(done, done + AT_ONCE))) answers.push(answer)
    }
    return cancelled() ? null : answers
  }

  const origins = await all('origins', keys, (some) => lookup.origins(some))
  if (origins === null) return null
  const there = await all(
    'origins',
    contacts.map(({ id }) => id),
    (some) => lookup.there(some),
  )
  if (there === null) return null
  const shown = new Set(there)
  const { hidden: askHidden } = lookup
  // A contact that this user can no longer see was not deleted either: making it again would duplicate it.
  const hidden =
    askHidden === undefined
      ? []
      : await all(
          'origins',
          contacts.flatMap(({ id }) => (shown.has(id) ? [] : id)),
          (some) => askHidden(some),
        )
  if (hidden === null) return null
  const owners = await all('owners', wanted, (some) => lookup.owners(some))
  if (owners === null) return null
  const gone = await all('targets', targets, (some) => lookup.gone(some))
  if (gone === null) return null
  return { contacts, findings: { origins, owners, gone, there: [...there, ...hidden] } }
}
