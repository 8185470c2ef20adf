import type { ArchivedContact } from '#core/archive/archived-contact.ts'
import { BAD_ANSWER, PortalFailure, type Failure } from '#core/failure.ts'
import type { Known } from '#core/plan/guards.ts'
import { isListed, LIST_COMMANDS, LISTS, type List } from '../../plan/protect/protect-watch.ts'
import { ABSENT, type CommandAnswer } from '../../rest/rest.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import { readAll, type PagedReading } from '../../rest/many/paged-readings.ts'
import { isForGood } from '../../rest/refusals.ts'
import { sameGap } from './contact-builder.ts'
import { dropAddresses } from './files.ts'
import type { ReadingGroup } from './reading-group.ts'

/**
 * Reads a contact once more while a person waits: everything but names and the bytes of files, all at once, since the
 * ids are known from before; and the protect lists, so that this costs no further request. See `ArchiveReader.readAgain`.
 * @param listed `now`: Unix ms
 */
export async function readAgain(
  before: ArchivedContact,
  paced: Pick<PacedRest, 'rush'>,
  group: ReadingGroup,
  listed: { readonly tell: (named: Known) => void; readonly now: number },
): Promise<ArchivedContact | null> {
  const portal = rushed(paced)
  const lists = listReadings()
  await readAll(portal, [...group.atOnce(before), ...lists.readings])
  listed.tell(isListed(before.id, lists.answerTo, listed.now))
  // Hidden, gone, or of another category now: the caller has to look.
  if (group.builders.of(before.id)?.fields === null) return absentUnless(portal.failure())
  // New activities, or more than one page of something: rare.
  await readAll(portal, group.second())
  dropAddresses(group.builders)
  const [now] = group.builders.finished()
  if (now === undefined) return absentUnless(portal.failure())
  if (now.unsaved.some((gap) => gap.reason === 'failed' && !before.unsaved.some((one) => sameGap(one, gap))))
    throw new PortalFailure(portal.failure() ?? BAD_ANSWER)
  return now
}

function listReadings(): { readings: readonly PagedReading[]; answerTo: (list: List) => CommandAnswer } {
  const answers = new Map<List, CommandAnswer>()
  return {
    answerTo: (list) => answers.get(list) ?? ABSENT,
    readings: LISTS.map((list): PagedReading => ({
      page: () => LIST_COMMANDS[list],
      take(answer) {
        answers.set(list, answer)
        return null
      },
      refused(failure) {
        answers.set(list, { kind: 'refused', failure })
        return false
      },
      cut: () => undefined,
    })),
  }
}

function absentUnless(failure: Failure | null): null {
  if (failure !== null) throw new PortalFailure(failure)
  return null
}

/** `rush` as `all`; remembers the first failure that may pass. */
function rushed(paced: Pick<PacedRest, 'rush'>): Pick<PacedRest, 'all'> & { failure(): Failure | null } {
  let failed: Failure | null = null
  return {
    failure: () => failed,
    async all(commands) {
      const answers = await paced.rush(commands)
      for (const { answer } of answers) {
        if (answer.kind === 'absent') failed ??= BAD_ANSWER
        else if (answer.kind === 'refused' && !isForGood(answer.failure)) failed ??= answer.failure
      }
      return answers
    },
  }
}
