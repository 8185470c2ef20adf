import { expect, it } from 'vitest'
import { keyOfValue, type FoundContacts, type WantedValue } from './found-contacts.ts'
import { findRows, type FindProgress } from './find-rows.ts'
import type { WantedRow } from './read-list.ts'

const id = (value: string): WantedValue => ({ kind: 'id', value })
const email = (value: string): WantedValue => ({ kind: 'email', value })
const phone = (value: string): WantedValue => ({ kind: 'phone', value })

const row = (number: number, steps: WantedRow['steps']): WantedRow => ({
  row: number,
  reference: '',
  steps,
  unreadable: [],
})

/** Finds these values only, two at a time. */
function finder(owners: Readonly<Record<string, number>>) {
  const asked: string[][] = []
  async function* find(wanted: readonly WantedValue[]): AsyncGenerator<readonly FoundContacts[]> {
    asked.push(wanted.map(keyOfValue))
    for (let at = 0; at < wanted.length; at += 2) {
      await Promise.resolve()
      yield wanted.slice(at, at + 2).map((each) => {
        const owner = owners[each.value]
        const contacts = owner === undefined ? [] : [{ id: owner, name: null }]
        return { wanted: each, contacts, atLeast: false }
      })
    }
  }
  return { asked, find }
}

async function run(rows: readonly WantedRow[], owners: Readonly<Record<string, number>>) {
  const { asked, find } = finder(owners)
  const seen: FindProgress[] = []
  for await (const progress of findRows(rows, find)) seen.push(progress)
  return { asked, seen }
}

it('asks for e-mails and phones only where nothing before them found anybody, each value once', async () => {
  const rows: WantedRow[] = [
    row(2, [[id('1')], [email('a')]]),
    row(3, [[id('2')], [email('b')], [phone('11111')]]),
    row(4, [[email('c'), email('d')], [phone('11111')]]),
    row(5, [[id('3')], [email('b')]]),
  ]
  const { asked, seen } = await run(rows, { '1': 1, d: 4, '11111': 9 })
  expect(asked).toEqual([['id 1', 'id 2', 'email c', 'email d', 'id 3'], ['email b'], ['phone 11111']])
  expect(seen.flatMap((each) => (each.kind === 'looking' ? [each.looked] : []))).toEqual([2, 4, 5, 6, 7])
  const last = seen.at(-1)!
  if (last.kind !== 'found') throw new Error('no result')
  expect(
    last.matches.map(({ row: at, state, values }) => [
      at,
      state,
      values.map(({ wanted, contacts }) => [wanted.value, contacts.map((one) => one.id)]),
    ]),
  ).toEqual([
    [2, 'found', [['1', [1]]]],
    [3, 'other-value', [['11111', [9]]]],
    [
      4,
      'found',
      [
        ['c', []],
        ['d', [4]],
      ],
    ],
    [
      5,
      'not-found',
      [
        ['3', []],
        ['b', []],
      ],
    ],
  ])
})

it('asks for nothing where there is nothing', async () => {
  const { asked, seen } = await run([], {})
  expect(asked).toEqual([])
  expect(seen).toMatchObject([{ kind: 'found', matches: [] }])
})
