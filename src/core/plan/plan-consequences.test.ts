import { expect, it } from 'vitest'
import { consequencesOf } from './plan-consequences.ts'
import { packRelations } from './relation-packer.ts'
import type { Relation } from './relations.ts'

const deal = (contactId: number, id: number, open: boolean, value: number): Relation => ({
  contactId,
  kind: 'deal',
  typeId: 0,
  id,
  open,
  amount: { value, currency: 'EUR' },
})
const item = (contactId: number, typeId: number, id: number): Relation => ({
  contactId,
  kind: 'item',
  typeId,
  id,
  open: null,
  amount: null,
})

it('counts a thing linked to several contacts once, and its amount once', () => {
  const table = packRelations([1, 2, 3], [deal(1, 7, true, 100), deal(2, 7, true, 100), deal(3, 8, false, 5)])
  const { deal: deals } = consequencesOf(table, [0, 1, 2])
  expect([deals.open, deals.closed]).toEqual([1, 1])
  expect(deals.openAmounts).toEqual([{ currency: 'EUR', value: 100 }])
  expect(deals.closedAmounts).toEqual([{ currency: 'EUR', value: 5 }])
})

it('counts it for each of them alone', () => {
  const table = packRelations([1, 2], [deal(1, 7, true, 100), deal(2, 7, true, 100)])
  expect(consequencesOf(table, [1]).deal.open).toBe(1)
})

it('does not confuse equal ids of another kind or smart process', () => {
  const company: Relation = { contactId: 1, kind: 'company', typeId: 0, id: 7, open: null, amount: null }
  const table = packRelations([1, 2], [deal(1, 7, true, 1), company, item(1, 130, 7), item(2, 131, 7)])
  const all = consequencesOf(table, [0, 1])
  expect([all.deal.open, all.company.unsure, all.item.unsure]).toEqual([1, 1, 2])
})
