import type { Contact } from '#core/contact/contact.ts'
import type { ContactReader } from '#core/plan/ports.ts'
import { CONTACT_FIELDS, contactRows } from '../contact/contact-rows.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import type { Command } from '../rest/rest.ts'
import { read } from '../rest/wire.ts'
import { groupsOf } from './planned-rows.ts'

/** Whole contacts, as the list shows them, in the order of their ids. */
export function createContactReader(paced: PacedRest): ContactReader {
  return {
    async *read(ids) {
      const groups = groupsOf(ids)
      for (let at = 0; at < groups.length;) {
        const next = groups.slice(at, at + paced.size)
        at += next.length
        const answers = await paced.all(next.map(contactsCommand))
        const asked = new Set(next.flat())
        const contacts: Contact[] = answers.flatMap(({ answer }) => read(contactRows, answer))
        yield contacts.filter(({ id }) => asked.has(id))
      }
    },
  }
}

function contactsCommand(ids: readonly number[]): Command {
  return {
    method: 'crm.contact.list',
    params: { select: CONTACT_FIELDS, filter: { '@ID': ids }, order: { ID: 'ASC' }, start: -1 },
  }
}
