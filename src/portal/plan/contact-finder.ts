import * as v from 'valibot'
import type { ContactFinder } from '#core/list/ports.ts'
import type { FoundContact, FoundContacts, WantedValue } from '#core/list/found-contacts.ts'
import { fullName } from '#core/contact/contact.ts'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import { ABSENT, type Command, type CommandAnswer } from '../rest/rest.ts'
import { id, idOrNull, multiField, read, text } from '../rest/wire.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import { groupsOf } from './planned-rows.ts'
import { isForGood } from '../rest/refusals.ts'

/** Values looked for before the first results are returned. */
const VALUES_A_PORTION = 200
/** The portal names at most this many owners of one value (portal README, "Finding by phone or e-mail"). */
const MOST_OWNERS = 20

/** `{ CONTACT: [ids] }`, or `[]` if there is no owner (portal README, "Finding by phone or e-mail"). */
const foundByIndex = v.union([v.object({ CONTACT: v.array(id) }), v.array(v.unknown())])
const idRows = v.array(v.object({ ID: id }))
/** Distinguishes two people with the same name. */
const namedRows = v.array(
  v.pipe(
    v.object({
      ID: id,
      NAME: text,
      SECOND_NAME: text,
      LAST_NAME: text,
      PHONE: multiField,
      COMPANY_ID: idOrNull,
    }),
    v.transform((row): FoundContact => ({
      id: row.ID,
      name: fullName({ firstName: row.NAME, secondName: row.SECOND_NAME, lastName: row.LAST_NAME }),
      phones: row.PHONE,
      companyId: row.COMPANY_ID,
    })),
  ),
)

/** What the finder needs of the paced readers. */
export type FinderRest = Pick<PacedRest, 'all' | 'call'>

export function createContactFinder(paced: FinderRest): ContactFinder {
  return {
    async *find(wanted) {
      for (let at = 0; at < wanted.length; at += VALUES_A_PORTION) {
        yield await findPortion(paced, wanted.slice(at, at + VALUES_A_PORTION))
      }
    },
    async findFew(wanted) {
      const some = await withoutUnowned(paced, wanted)
      return some.length === 0 ? [] : findPortion(paced, some)
    },
  }
}

/** The portal ignores values beyond this number (portal README, "Finding by phone or e-mail"). */
const VALUES_A_COMMAND = 20

/**
 * Leaves out the values without an owner in the index. One command settles 20 values without an owner, instead of 20 to
 * 40 commands.
 */
async function withoutUnowned(paced: FinderRest, wanted: readonly WantedValue[]): Promise<WantedValue[]> {
  const rest = wanted.filter(({ kind, value }) => kind === 'id' || !isPlain(value))
  const groups = (['phone', 'email'] as const).flatMap((kind) =>
    groupsOf(
      wanted.filter((one) => one.kind === kind && isPlain(one.value)),
      VALUES_A_COMMAND,
    ),
  )
  const answers = await paced.all(groups.map((group) => indexCommand(group[0]?.kind ?? 'phone', group)))
  const found = groups.filter((_, at) => {
    const answer = answers[at]?.answer ?? ABSENT
    return (answer.kind === 'refused' && isForGood(answer.failure)) || contactsIn(answer).length > 0
  })
  return [...found.flat(), ...rest]
}

/**
 * A batch would replace `$result[…]`; such a text is sent in a single call (portal README, "References in a batch").
 */
function isPlain(value: string): boolean {
  return value.trim() !== '' && !value.includes('$')
}

interface Owners {
  readonly ids: readonly number[]
  readonly atLeast: boolean
}

async function findPortion(paced: FinderRest, wanted: readonly WantedValue[]): Promise<FoundContacts[]> {
  const owners = await ownersOf(paced, wanted)
  // The index ignores who may see which contact (portal README, "Finding by phone or e-mail"); the list respects it,
  // and has the names.
  const groups = groupsOf([...owners.values()].flatMap(({ ids }) => ids))
  const answers = await paced.all(groups.map(namesCommand))
  const named = new Map(
    answers.flatMap(({ answer }) => read(namedRows, answer)).map((contact) => [contact.id, contact]),
  )
  return wanted.map((value) => {
    const { ids, atLeast } = owners.get(keyOf(value)) ?? NO_OWNERS
    return {
      wanted: value,
      contacts: ids.flatMap((each) => {
        const contact = named.get(each)
        return contact === undefined ? [] : [contact]
      }),
      atLeast,
    }
  })
}

const NO_OWNERS: Owners = { ids: [], atLeast: false }

function keyOf({ kind, value }: WantedValue): string {
  return `${kind} ${value}`
}

/** The ids for each value: an id stands for itself, phones and e-mails are looked up in the index of duplicates. */
async function ownersOf(paced: FinderRest, wanted: readonly WantedValue[]): Promise<Map<string, Owners>> {
  const owners = new Map<string, Owners>()
  const reachable: WantedValue[] = []
  for (const value of new Map(wanted.map((each) => [keyOf(each), each])).values()) {
    const text = value.value.trim()
    if (value.kind !== 'id') {
      if (text !== '') reachable.push({ ...value, value: text })
      continue
    }
    const number = /^\d+$/u.test(text) ? Number(text) : 0
    if (number > 0 && Number.isSafeInteger(number))
      owners.set(keyOf(value), { ids: [number], atLeast: false })
  }
  // One value per command: the answer does not say which value found which contact (portal README, "Finding by phone
  // or e-mail").
  const byIndex = await askEach(paced, reachable, (one) => indexCommand(one.kind, [one]), contactsIn)
  reachable.forEach((value, at) => {
    const ids = byIndex[at] ?? []
    if (ids.length > 0) owners.set(keyOf(value), { ids, atLeast: ids.length >= MOST_OWNERS })
  })
  // Not everything is in the index, and not every portal allows it: the list finds a value exactly as it is written.
  const missing = reachable.filter(
    (value, at) => !owners.has(keyOf(value)) && (value.kind === 'email' || byIndex[at] === null),
  )
  const exact = await askEach(paced, missing, exactCommand, (answer) =>
    read(idRows, answer).map((row) => row.ID),
  )
  missing.forEach((value, at) => {
    const ids = exact[at]
    if (ids === null) throw new PortalFailure(failureOfKind('access-denied'))
    owners.set(keyOf(value), { ids: ids ?? [], atLeast: (ids?.length ?? 0) >= PAGE_SIZE })
  })
  return owners
}

function indexCommand(kind: WantedValue['kind'], wanted: readonly WantedValue[]): Command {
  const values = wanted.map(({ value }) => value.trim())
  return {
    method: 'crm.duplicate.findbycomm',
    params: { type: kind === 'phone' ? 'PHONE' : 'EMAIL', values, entity_type: 'CONTACT' },
  }
}

function namesCommand(ids: readonly number[]): Command {
  return {
    method: 'crm.contact.list',
    params: {
      select: ['ID', 'NAME', 'SECOND_NAME', 'LAST_NAME', 'PHONE', 'COMPANY_ID'],
      filter: { '@ID': ids },
      order: { ID: 'ASC' },
      start: -1,
    },
  }
}

function contactsIn(answer: CommandAnswer): number[] {
  const found = read(foundByIndex, answer)
  return 'CONTACT' in found ? found.CONTACT : []
}

function exactCommand({ kind, value }: WantedValue): Command {
  return {
    method: 'crm.contact.list',
    params: { select: ['ID'], filter: { [kind === 'phone' ? 'PHONE' : 'EMAIL']: value }, start: -1 },
  }
}

/** Ids for each value; null: refused for good. Rejects if the failure may pass. */
async function askEach(
  paced: FinderRest,
  values: readonly WantedValue[],
  commandOf: (value: WantedValue) => Command,
  idsOf: (answer: CommandAnswer) => number[],
): Promise<(number[] | null)[]> {
  const plain = values.filter(({ value }) => isPlain(value))
  const inBatches = await paced.all(plain.map(commandOf))
  const answers = new Map(plain.map((value, at) => [value, inBatches[at]?.answer ?? ABSENT]))
  for (const value of values) {
    if (answers.has(value)) continue
    const { method, params } = commandOf(value)
    answers.set(value, { kind: 'result', ...(await paced.call(method, params)) })
  }
  return values.map((value) => {
    const answer = answers.get(value) ?? ABSENT
    return answer.kind === 'refused' && isForGood(answer.failure) ? null : idsOf(answer)
  })
}
