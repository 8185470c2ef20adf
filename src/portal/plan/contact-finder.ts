import * as v from 'valibot'
import type { FoundContacts, WantedValue } from '#core/found-contacts.ts'
import { failureOfKind, PortalFailure } from '#core/failure.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { id, read } from '../rest/wire.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import { groupsOf, plannedRows, rowsCommand } from './planned-rows.ts'
import { isForGood } from '../rest/refusals.ts'
import type { ContactFinder } from '#core/list/ports.ts'

/** So many values are looked for before anything is told. */
const VALUES_A_PORTION = 200
/** The portal tells no more owners of one value than this (rest-contract.md, 8). */
const MOST_OWNERS = 20

/** `{ CONTACT: [ids] }`, or `[]` when nobody has it (rest-contract.md, 8). */
const foundByIndex = v.union([v.object({ CONTACT: v.array(id) }), v.array(v.unknown())])
const idRows = v.array(v.object({ ID: id }))

export function createContactFinder(paced: PacedRest): ContactFinder {
  return {
    async *find(wanted) {
      for (let at = 0; at < wanted.length; at += VALUES_A_PORTION) {
        yield await findPortion(paced, wanted.slice(at, at + VALUES_A_PORTION))
      }
    },
    async findFew(wanted) {
      const some = await withoutNobodys(paced, wanted)
      return some.length === 0 ? [] : findPortion(paced, some)
    },
  }
}

/** Values beyond these the portal passes over in silence (rest-contract.md, 8). */
const VALUES_A_COMMAND = 20

/**
 * Leaves out the values that nobody has by the index, as far as it can be told of many at once; what nobody of 20 has is
 * settled by one command instead of 20 to 40.
 */
async function withoutNobodys(paced: PacedRest, wanted: readonly WantedValue[]): Promise<WantedValue[]> {
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

/** A batch would put something else in the place of `$result[…]`; such a text goes as a call (rest-contract.md, 3.3). */
function isPlain(value: string): boolean {
  return value.trim() !== '' && !value.includes('$')
}

interface Owners {
  readonly ids: readonly number[]
  readonly atLeast: boolean
}

async function findPortion(paced: PacedRest, wanted: readonly WantedValue[]): Promise<FoundContacts[]> {
  const owners = await ownersOf(paced, wanted)
  // The index does not ask who may see whom (rest-contract.md, 8); the list does, and knows the names.
  const groups = groupsOf([...owners.values()].flatMap(({ ids }) => ids))
  const answers = await paced.all(groups.map(rowsCommand))
  const names = new Map(
    answers.flatMap(({ answer }) => read(plannedRows, answer)).map((row) => [row.id, row.name]),
  )
  return wanted.map((value) => {
    const { ids, atLeast } = owners.get(keyOf(value)) ?? NOBODY
    return {
      wanted: value,
      contacts: ids.flatMap((each) => {
        const name = names.get(each)
        return name === undefined ? [] : { id: each, name }
      }),
      atLeast,
    }
  })
}

const NOBODY: Owners = { ids: [], atLeast: false }

function keyOf({ kind, value }: WantedValue): string {
  return `${kind} ${value}`
}

/** The ids behind each value: an id is its own, phones and e-mails go through the index of duplicates. */
async function ownersOf(paced: PacedRest, wanted: readonly WantedValue[]): Promise<Map<string, Owners>> {
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
  // One value a command: the answer does not tell which value found whom (rest-contract.md, 8).
  const byIndex = await askEach(paced, reachable, (one) => indexCommand(one.kind, [one]), contactsIn)
  reachable.forEach((value, at) => {
    const ids = byIndex[at] ?? []
    if (ids.length > 0) owners.set(keyOf(value), { ids, atLeast: ids.length >= MOST_OWNERS })
  })
  // Not everything is in the index, and not every portal opens it: the list finds a value exactly as it is written.
  const missing = reachable.filter(
    (value, at) => !owners.has(keyOf(value)) && (value.kind === 'email' || byIndex[at] === null),
  )
  const exact = await askEach(paced, missing, exactCommand, (answer) =>
    read(idRows, answer).map((row) => row.ID),
  )
  missing.forEach((value, at) => {
    const ids = exact[at]
    if (ids === null) throw new PortalFailure(failureOfKind('access-denied'))
    owners.set(keyOf(value), { ids: ids ?? [], atLeast: (ids?.length ?? 0) >= MOST_PAGE })
  })
  return owners
}

const MOST_PAGE = 50

function indexCommand(kind: WantedValue['kind'], wanted: readonly WantedValue[]): Command {
  const values = wanted.map(({ value }) => value.trim())
  return {
    method: 'crm.duplicate.findbycomm',
    params: { type: kind === 'phone' ? 'PHONE' : 'EMAIL', values, entity_type: 'CONTACT' },
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

/** Ids for each value; null: refused for good. Rejects for what may pass. */
async function askEach(
  paced: PacedRest,
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

const ABSENT: CommandAnswer = { kind: 'absent' }
