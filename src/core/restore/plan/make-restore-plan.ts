import type { ArchivedContact } from '../../archive/archived-contact.ts'
import type { RestoreFindings } from './plan.ts'
import type { RestoreLookup } from '../ports.ts'
import { restoreQuestions } from './questions.ts'

/** What the portal told of contacts that are to come back; plans are made of it as often as the person chooses anew. */
export interface RestoreReading {
  readonly contacts: readonly ArchivedContact[]
  readonly findings: RestoreFindings
}

/** How far the questions to the portal are. */
export interface ReadingProgress {
  /** Whether they are back already, who has their phones and e-mails now, whether what they were linked to is there. */
  readonly phase: 'origins' | 'owners' | 'targets'
  readonly done: number
  readonly of: number
}

/** So many are asked for between two looks at whether the person has left. */
const AT_ONCE = 500

/**
 * Asks the portal all that `planRestore` must know, everything once. Rejects with PortalFailure: without answers there
 * is no plan, since it could make things twice.
 * @param cancelled asked between the portions; true ends the work, with null.
 */
export async function readForRestore(
  contacts: readonly ArchivedContact[],
  lookup: RestoreLookup,
  tell: (progress: ReadingProgress) => void,
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
      tell({ phase, done, of: questions.length })
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
  // One that only this user no longer sees was not deleted either: to make it anew would be to double it.
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
