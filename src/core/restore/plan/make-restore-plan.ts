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
  /** Whether they are back already, and who has their phones and e-mails now; whether their link targets exist. */
  readonly phase: 'origins' | 'targets'
  readonly done: number
  readonly of: number
}

/** How many questions of each kind are asked together; then it checks whether the person has left. */
const AT_ONCE = 1_000

/**
 * Asks the portal once for all that `planRestore` must know: which contacts are back already or were never deleted, who
 * has their phones and e-mails now, which of their link targets exist. Rejects with PortalFailure: a plan without these
 * answers could make things twice.
 * @param cancelled asked after each portion; true ends the work with null.
 * @param deleted contacts of which the portal said that they no longer exist: they are not hidden from this user.
 */
export async function readForRestore(
  contacts: readonly ArchivedContact[],
  lookup: RestoreLookup,
  report: (progress: ReadingProgress) => void,
  cancelled: () => boolean,
  deleted: ReadonlySet<number> = new Set(),
): Promise<RestoreReading | null> {
  const ids = contacts.map(({ id }) => id)
  const { keys, wanted } = restoreQuestions(contacts)

  /** A contact that this user can no longer see was not deleted either: making it again would duplicate it. */
  async function there(some: readonly number[]): Promise<readonly number[]> {
    const shown = await lookup.there(some)
    const known = new Set(shown)
    const unknown = some.filter((id) => !known.has(id) && !deleted.has(id))
    const hidden = unknown.length === 0 ? [] : ((await lookup.hidden?.(unknown)) ?? [])
    return [...shown, ...hidden]
  }

  // All at once, so that the portal gets them in few requests.
  const origins = asking(keys, (some) => lookup.origins(some))
  const owners = asking(wanted, (some) => lookup.owners(some))
  const present = asking(ids, there)
  if (!(await askAll('origins', [origins, owners, present], report, cancelled))) return null
  const left = new Set(present.answers)
  const gone = asking(
    restoreQuestions(contacts, new Set(ids.filter((id) => !left.has(id)))).targets,
    (some) => lookup.gone(some),
  )
  if (!(await askAll('targets', [gone], report, cancelled))) return null
  const findings = {
    origins: origins.answers,
    owners: owners.answers,
    gone: gone.answers,
    there: present.answers,
  }
  return { contacts, findings }
}

interface Asking<Answer> {
  readonly length: number
  readonly answers: Answer[]
  /** Asks a portion of the questions. */
  readonly ask: (from: number, to: number) => Promise<void>
}

function asking<Question, Answer>(
  questions: readonly Question[],
  ask: (some: readonly Question[]) => Promise<readonly Answer[]>,
): Asking<Answer> {
  const answers: Answer[] = []
  return {
    length: questions.length,
    answers,
    async ask(from, to) {
      if (from < questions.length) answers.push(...(await ask(questions.slice(from, to))))
    },
  }
}

/** False: cancelled. */
async function askAll(
  phase: ReadingProgress['phase'],
  all: readonly Asking<unknown>[],
  report: (progress: ReadingProgress) => void,
  cancelled: () => boolean,
): Promise<boolean> {
  const of = all.reduce((sum, { length }) => sum + length, 0)
  const most = Math.max(...all.map(({ length }) => length))
  for (let from = 0; from < most; from += AT_ONCE) {
    if (cancelled()) return false
    report({ phase, done: all.reduce((sum, { length }) => sum + Math.min(from, length), 0), of })
    await Promise.all(all.map(({ ask }) => ask(from, from + AT_ONCE)))
  }
  return !cancelled()
}
