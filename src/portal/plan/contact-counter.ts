import * as v from 'valibot'
import { PortalFailure, BAD_ANSWER, failureOfKind } from '#core/failure.ts'
import type { ContactCounter } from '#core/plan/ports.ts'
import { planSearch } from '#core/contact/search.ts'
import { contactItemFilter, contactListFilter } from '../contact/contact-filter.ts'
import { findByPhoneOrEmail } from '../contact/contact-store.ts'
import type { Params } from '../rest/query-string.ts'
import type { Command, CommandAnswer, Rest } from '../rest/rest.ts'
import { read } from '../rest/wire.ts'
const fieldMap = v.record(v.string(), v.unknown())

export function createContactCounter(rest: Rest): ContactCounter {
  return {
    async count(query) {
      if (query.search.trim() === '') {
        const filter = contactListFilter(query.filters)
        const answers = await rest.batch({
          fields: { method: 'crm.contact.fields', params: {} },
          matching: countCommand(filter),
          all: countCommand({}),
        })
        // The portal would silently ignore an unknown key, and the filter would then match everybody (portal README,
        // "Lists and filters").
        checkKeys(filter, read(fieldMap, answers.fields))
        return { matching: totalOf(answers.matching), all: totalOf(answers.all) }
      }
      const plan = planSearch(query.search)
      const foundIds = await findByPhoneOrEmail(rest, plan)
      // crm.item.list refuses keys that it does not know (portal README, "Refusals of the CRM").
      const found = await rest.call('crm.item.list', {
        entityTypeId: 3,
        select: ['id'],
        filter: contactItemFilter(query.filters, plan, foundIds),
        start: 0,
      })
      const { all } = await rest.batch({ all: countCommand({}) })
      return { matching: totalOf({ kind: 'result', ...found }), all: totalOf(all) }
    },
  }
}

function countCommand(filter: Params): Command {
  return { method: 'crm.contact.list', params: { select: ['ID'], filter, start: 0 } }
}

function checkKeys(filter: Params, fields: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(filter)) {
    if (!Object.hasOwn(fields, key.replace(/^[^A-Z_]+/u, ''))) {
      throw new PortalFailure(failureOfKind('filter-unknown'))
    }
  }
}

function totalOf(answer: CommandAnswer): number {
  read(v.unknown(), answer)
  if (answer.kind !== 'result' || answer.total === null) {
    throw new PortalFailure(BAD_ANSWER)
  }
  return answer.total
}
