import type { ArchivedContact } from '#core/archive/archived-contact.ts'
import { BAD_ANSWER, PortalFailure, type Failure } from '#core/failure.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import { readAll } from '../../rest/paged-readings.ts'
import { isForGood } from '../../rest/refusals.ts'
import { sameGap } from './contact-builder.ts'
import { dropAddresses } from './files.ts'
import type { ReadingGroup } from './reading-group.ts'

/**
 * Reads a contact once more while a person waits: everything but names and the bytes of files, all at once, since the
 * ids are known from before. See `ArchiveReader.readAgain`.
 */
export async function readAgain(
  before: ArchivedContact,
  paced: Pick<PacedRest, 'rush'>,
  group: ReadingGroup,
): Promise<ArchivedContact | null> {
  const portal = rushed(paced)
  await readAll(portal, group.atOnce(before))
  // Hidden, gone, or of another category now: whoever asks has to look.
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
