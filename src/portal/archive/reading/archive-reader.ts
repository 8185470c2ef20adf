import type { ArchiveReader } from '#core/archive/ports.ts'
import type { PacedRest } from '../../rest/paced-rest.ts'
import { readAll } from '../../rest/many/paged-readings.ts'
import { groupsOf } from '../../plan/planned-rows.ts'
import { readFiles, type FetchFile } from './files.ts'
import { createNameBook } from './names.ts'
import { createLearned, openGroup, type LinkedKinds } from './reading-group.ts'
import { readAgain } from './reading-again.ts'

export interface ArchiveSources {
  readonly paced: PacedRest
  readonly kinds: LinkedKinds
  readonly fetchFile: FetchFile
  /** Unix ms of our clock; used if the portal does not send its own time. */
  readonly now: () => number
}

/** Contacts read side by side: fewer would leave more batches half empty. */
const TOGETHER = 200
/** Contacts that one command asks for, where they have few things of a kind. */
const A_COMMAND = 100

/**
 * Reads everything the portal has of contacts: about 60 commands for 50 of them. Most ask for comments, which the
 * portal returns only contact by contact.
 */
export function createArchiveReader(sources: ArchiveSources): ArchiveReader {
  const { paced, kinds, now } = sources
  const names = createNameBook(paced)
  const learned = createLearned()
  return {
    async *read(contactIds) {
      for (const together of groupsOf(contactIds, TOGETHER)) {
        const groups = groupsOf(together, A_COMMAND).map((group) => openGroup({ kinds, now }, group, learned))
        await readAll(
          paced,
          groups.flatMap(({ first }) => first),
        )
        // Most ids to be named are known by now, and so are the users responsible for activities.
        const named = names.portion(groups.map(({ builders }) => builders))
        await readAll(
          paced,
          [
            ...groups.flatMap((group) => group.second()),
            ...named.readings(groups.flatMap((group) => group.responsible())),
          ],
          'first',
        )
        await readAll(
          paced,
          groups.flatMap((group) => group.third()),
          'first',
        )
        for (const { builders } of groups) await readFiles(builders, sources.fetchFile)
        await named.fill()
        yield groups.flatMap(({ builders }) => builders.finished())
      }
    },
    readAgain: (before, onListed) =>
      readAgain(before, paced, openGroup({ kinds, now }, [before.id], learned), {
        tell: onListed,
        now: now(),
      }),
  }
}
