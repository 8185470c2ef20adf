import type { CheckAnswer } from '#core/deletion/ports.ts'
import { BAD_ANSWER, failureOf, type Failure } from '#core/failure.ts'
import type { Known } from '#core/plan/guards.ts'
import { isInForce } from '#core/plan/protect/in-force.ts'
import { readProtectList } from '#core/plan/protect/protect-list.ts'
import { isForGood } from '../../rest/refusals.ts'
import type { Command, CommandAnswer } from '../../rest/rest.ts'
import { optionCommands, storedIn } from '../../rest/shared-option.ts'

/** The option that holds the protect list, the user's and everybody's. */
export const PROTECT_OPTION = 'protected'

/** The two lists, under the names that their commands have in a batch. */
export const LISTS = ['everybodyProtects', 'iProtect'] as const
export type List = (typeof LISTS)[number]

const { own, portal } = optionCommands(PROTECT_OPTION)
export const LIST_COMMANDS: Readonly<Record<List, Command>> = { everybodyProtects: portal, iProtect: own }

/** The protect lists during a run: its last checks must know of contacts that were protected after the review. */
export interface ProtectWatch {
  /**
   * The lists to read with the next checks: both where there is room, else everybody's, since one's own changes only in
   * another tab. A first reading comes before that. @param room how many commands there is room for
   */
  toRead(room: number): readonly List[]
  /**
   * Takes the answers, and tells of a check's answer whether the contact is protected now; a check without a list is
   * `unread`.
   * @param now Unix ms: an entry that held then counts
   */
  after(
    lists: readonly List[],
    answerTo: (list: List) => CommandAnswer,
    now: number,
  ): (contactId: number, answer: CheckAnswer) => CheckAnswer
}

/** Whom a list protects. Not whole: it may name anybody besides, since the portal refuses it, or part of it is unreadable. */
interface Named {
  readonly ids: ReadonlySet<number>
  readonly whole: boolean
}

const UNKNOWN: Named = { ids: new Set(), whole: false }

export function watchProtectLists(): ProtectWatch {
  const seen = new Map<List, Named>()
  return {
    toRead(room) {
      const unseen = LISTS.filter((list) => !seen.has(list))
      return (unseen.length > 0 ? unseen : LISTS).slice(0, Math.max(1, room))
    },
    after(lists, answerTo, now) {
      let failed: Failure | null = null
      for (const list of lists) {
        try {
          seen.set(list, namedIn(answerTo(list), now))
        } catch (thrown) {
          failed = failureOf(thrown)
        }
      }
      const failure = failed ?? (LISTS.every((list) => seen.has(list)) ? null : BAD_ANSWER)
      const known = LISTS.map((list) => seen.get(list) ?? UNKNOWN)
      return (contactId, answer) => {
        if (answer.kind !== 'there') return answer
        if (failure !== null) return { kind: 'unread', failure }
        return { ...answer, onProtectList: strongest(known.map((list) => isNamed(list, contactId))) }
      }
    },
  }
}

/** Throws PortalFailure if a later try may succeed. @param now Unix ms */
export function isListed(contactId: number, answerTo: (list: List) => CommandAnswer, now: number): Known {
  return strongest(LISTS.map((list) => isNamed(namedIn(answerTo(list), now), contactId)))
}

/** Throws PortalFailure if a later try may succeed. */
function namedIn(answer: CommandAnswer, now: number): Named {
  if (answer.kind === 'refused' && isForGood(answer.failure)) return UNKNOWN
  const { entries, unread } = readProtectList(storedIn(answer))
  const ids = entries.filter((entry) => isInForce(entry, now)).map(({ id }) => id)
  return { ids: new Set(ids), whole: unread.length === 0 }
}

function isNamed({ ids, whole }: Named, contactId: number): Known {
  if (ids.has(contactId)) return 'yes'
  return whole ? 'no' : 'unsure'
}

function strongest(known: readonly Known[]): Known {
  if (known.includes('yes')) return 'yes'
  return known.includes('unsure') ? 'unsure' : 'no'
}
