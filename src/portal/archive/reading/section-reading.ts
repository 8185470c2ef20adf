import type { ArchiveSection } from '#core/archive/archived-contact.ts'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { PortalFailure, type Failure } from '#core/failure.ts'
import type { PagedReading } from '../../rest/many/paged-readings.ts'
import type { Command, CommandAnswer } from '../../rest/rest.ts'
import { reasonOf, type ContactBuilders } from './contact-builder.ts'

export interface SectionReading {
  /** Contacts whose archives have a gap if it fails. */
  readonly ids: readonly number[]
  readonly part: ArchiveSection
  readonly what?: string
  page(after: number): Command
  /**
   * Takes a page and returns the ids of its rows, ascending; nothing for a list of one page. For a list that is not
   * paged by id: whether there is more. May throw PortalFailure.
   */
  take(answer: CommandAnswer): readonly number[] | boolean
  /** True: `page` can ask another way. */
  otherwise?(failure: Failure): boolean
}

/** A reading whose failure leaves a gap in that part of the archive, and never affects the rest. */
export function sectionReading(builders: ContactBuilders, reading: SectionReading): PagedReading {
  const { ids, part, what = '' } = reading
  let pages = 0
  return {
    page: (after) => reading.page(after),
    take(answer, startedAt) {
      try {
        const rows = reading.take(answer)
        if (startedAt !== null) builders.readFrom(ids, startedAt)
        if (typeof rows === 'boolean') return rows ? ++pages : null
        return rows.length < PAGE_SIZE ? null : (rows.at(-1) ?? null)
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) throw thrown
        builders.note(ids, part, reasonOf(thrown.failure), what)
        return null
      }
    },
    refused(failure) {
      if (reading.otherwise?.(failure) === true) return true
      builders.note(ids, part, reasonOf(failure), what)
      return false
    },
    cut: () => builders.note(ids, part, 'too-many', what),
  }
}
