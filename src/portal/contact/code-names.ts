import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { Command, CommandAnswer, Rest } from '../rest/rest.ts'
import { listOf, read, text } from '../rest/wire.ts'
import type { CodeNames } from '#core/contact/ports.ts'

const statuses = listOf(v.object({ STATUS_ID: text, NAME: text }))

/**
 * Reads two pages of each of the portal's directories in one request. A portal with more than 100 sources shows the
 * rest as codes.
 */
export function createCodeNames(rest: Rest): CodeNames {
  return {
    async read() {
      const answers = await rest.batch({
        types: statusPage('CONTACT_TYPE', 0),
        moreTypes: statusPage('CONTACT_TYPE', PAGE_SIZE),
        sources: statusPage('SOURCE', 0),
        moreSources: statusPage('SOURCE', PAGE_SIZE),
      })
      return {
        types: namesIn([answers.types, answers.moreTypes]),
        sources: namesIn([answers.sources, answers.moreSources]),
      }
    },
  }
}

/** One page of a directory of the portal, such as SOURCE, in its order. */
export function statusPage(entity: string, start: number): Command {
  return {
    method: 'crm.status.list',
    params: { filter: { ENTITY_ID: entity }, order: { SORT: 'ASC' }, start },
  }
}

/** Code → name of pages of a directory. */
export function namesIn(pages: readonly CommandAnswer[]): Map<string, string> {
  const rows = pages.flatMap((page) => read(statuses, page))
  return new Map(
    rows
      .filter(({ STATUS_ID, NAME }) => STATUS_ID !== '' && NAME.trim() !== '')
      .map(({ STATUS_ID, NAME }) => [STATUS_ID, NAME.trim()]),
  )
}
