import * as v from 'valibot'
import type { ContactFinder } from '#core/bulk-ports.ts'
import type { FoundContacts, WantedValue } from '#core/found-contacts.ts'
import { PortalFailure } from '#core/failure.ts'
import type { Command, CommandAnswer } from '../rest.ts'
import { id, read } from '../wire.ts'
import type { PacedRest } from './paced-rest.ts'
import { groupsOf, plannedRows, rowsCommand } from './planned-rows.ts'
import { isForGood } from './refusals.ts'

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
  }
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
  const byIndex = await askEach(paced, reachable, indexCommand, (answer) => {
    const found = read(foundByIndex, answer)
    return 'CONTACT' in found ? found.CONTACT : []
  })
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
    if (ids === null) throw new PortalFailure({ kind: 'access-denied', code: '', portalText: '' })
    owners.set(keyOf(value), { ids: ids ?? [], atLeast: (ids?.length ?? 0) >= MOST_PAGE })
  })
  return owners
}

const MOST_PAGE = 50

function indexCommand({ kind, value }: WantedValue): Command {
  return {
    method: 'crm.duplicate.findbycomm',
    // One value a command: the answer does not tell which value found whom (rest-contract.md, 8).
    params: { type: kind === 'phone' ? 'PHONE' : 'EMAIL', values: [value], entity_type: 'CONTACT' },
  }
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
  // A batch would put something else in the place of `$result[…]`; such a text goes as a call (rest-contract.md, 3.3).
  const plain = values.filter(({ value }) => !value.includes('$'))
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
