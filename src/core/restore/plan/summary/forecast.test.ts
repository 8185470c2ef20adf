import { expect, it } from 'vitest'
import { consequencesOf, countOf } from '../../../plan/plan-consequences.ts'
import { packRelations } from '../../../plan/relation-packer.ts'
import type { Relation } from '../../../plan/relations.ts'
import { forecastOf } from './forecast.ts'

const relation = (kind: Relation['kind'], id: number, open: boolean | null): Relation => ({
  contactId: 7,
  kind,
  typeId: 0,
  id,
  open,
  amount: null,
})

it('has everything come back but completed activities', () => {
  const relations = [
    relation('deal', 1, false),
    relation('company', 2, null),
    relation('activity', 3, true),
    relation('activity', 4, false),
    relation('activity', 5, false),
    relation('activity', 6, null),
    relation('requisite', 8, null),
  ]
  const table = packRelations(Float64Array.of(7), relations, [])
  const { back, doneActivities } = forecastOf(consequencesOf(table, [0]))
  expect(doneActivities).toBe(2)
  expect([back.deal, back.company, back.activity, back.requisite].map(countOf)).toEqual([1, 1, 2, 1])
})

it('keeps what could not be read unknown', () => {
  const table = packRelations(Float64Array.of(7), [], [{ contactId: 7, kind: 'deal', reading: 'unreadable' }])
  expect(forecastOf(consequencesOf(table, [0])).back.deal.unreadable).toBe(true)
})
