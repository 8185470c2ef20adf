import { CONTACT } from '#core/entities.ts'
import * as v from 'valibot'
import { PortalFailure, BAD_ANSWER } from '#core/failure.ts'
import type { ContactCounter } from '#core/plan/ports.ts'
import { planSearch } from '#core/contact/search.ts'
import { contactItemFilter, contactListFilter, needsItemList } from '../contact/contact-filter.ts'
import { checkFields, FIELDS_COMMAND, fieldNames } from '../contact/field-check.ts'
import { findByPhoneOrEmail } from '../contact/contact-search.ts'
import type { Params } from '../rest/query-string.ts'
import type { Command, CommandAnswer, Rest } from '../rest/rest.ts'
import { read } from '../rest/wire.ts'

/** @param now Unix ms */
export function createContactCounter(rest: Rest, now: () => number): ContactCounter {
  return {
    async count(query) {
      if (!needsItemList(query)) {
        const filter = contactListFilter(query.filters)
        const answers = await rest.batch({
          fields: FIELDS_COMMAND,
          matching: countCommand(filter),
          all: countCommand({}),
        })
        checkFields(filter, fieldNames(answers.fields))
        return { matching: totalOf(answers.matching), all: totalOf(answers.all) }
      }
      const plan = planSearch(query.search)
      const foundIds = await findByPhoneOrEmail(rest, plan)
      // crm.item.list refuses keys that it does not know (portal README, "Refusals of the CRM").
      const found = await rest.call('crm.item.list', {
        entityTypeId: CONTACT,
        select: ['id'],
        filter: contactItemFilter(query.filters, plan, foundIds, {
          portalOffset: rest.portalOffset(),
          now: now(),
        }),
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

function totalOf(answer: CommandAnswer): number {
  read(v.unknown(), answer)
  if (answer.kind !== 'result' || answer.total === null) {
    throw new PortalFailure(BAD_ANSWER)
  }
  return answer.total
}
