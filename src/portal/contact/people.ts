import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import type { PeopleReader } from '#core/filter/ports.ts'
import { BATCH_LIMIT, type Command, type Rest } from '../rest/rest.ts'
import { flag, id, listOf, read } from '../rest/wire.ts'

const userRows = listOf(v.object({ ID: id, ACTIVE: flag }))

export function createPeopleReader(rest: Rest): PeopleReader {
  return {
    async left() {
      const { first } = await rest.batch({ first: pageOf(0) })
      const total = first.kind === 'result' ? (first.total ?? 0) : 0
      const rows = read(userRows, first)
      const starts = Array.from(
        { length: Math.ceil(total / PAGE_SIZE) - 1 || 0 },
        (_, at) => (at + 1) * PAGE_SIZE,
      )
      for (let at = 0; at < starts.length; at += BATCH_LIMIT) {
        const pages = starts.slice(at, at + BATCH_LIMIT)
        const answers = await rest.batch(
          Object.fromEntries(pages.map((start) => [`p${start}`, pageOf(start)])),
        )
        for (const answer of Object.values(answers)) rows.push(...read(userRows, answer))
      }
      // A portal that does not read the condition names everybody; each row says whether the person works there.
      return [...new Set(rows.filter(({ ACTIVE }) => ACTIVE === false).map(({ ID }) => ID))]
    },
  }
}

function pageOf(start: number): Command {
  return { method: 'user.get', params: { FILTER: { ACTIVE: 'N' }, start } }
}
