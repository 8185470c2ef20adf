import { describe, expect, it } from 'vitest'
import { ODD } from '../store/odd-contacts.ts'
import { createTestPortal } from '../testing.ts'
import { RECORDED, type RecordedName } from './recorded.ts'

/** The local portal's answers beside recorded ones: the same kinds of values under the same keys. */

const ID = ODD.everything

/** `map`, `list`, `[]` and the like; an empty list tells nothing about its rows. */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? '[]' : 'list'
  return typeof value
}

/** Where both answer and differ in kind. Which contact has which fields is no difference, nor is an empty value. */
function differences(recorded: unknown, local: unknown, path = ''): string[] {
  if (recorded === null || local === null || recorded === '' || local === '') return []
  if (kindOf(recorded) !== kindOf(local))
    return [recorded, local].some((one) => kindOf(one) === '[]') && [recorded, local].every(Array.isArray)
      ? []
      : [`${path} is ${kindOf(recorded)} in the recording, ${kindOf(local)} here`]
  if (typeof recorded !== 'object' || typeof local !== 'object') return []
  const [one, other] = [recorded, local] as [Record<string, unknown>, Record<string, unknown>]
  return Object.keys(one)
    .filter((key) => key in other)
    .flatMap((key) => differences(one[key], other[key], `${path}.${key}`))
}

const ASKED: readonly [name: RecordedName, method: string, params: Record<string, unknown>][] = [
  [
    'contact-list-selected',
    'crm.contact.list',
    { select: ['ID', 'NAME', 'EXPORT', 'ASSIGNED_BY_ID', 'DATE_CREATE', 'EMAIL'] },
  ],
  ['contact-get-full', 'crm.contact.get', { id: ID }],
  ['contact-get-missing', 'crm.contact.get', { id: 999_999 }],
  ['contact-delete-not-found-core', 'crm.contact.delete', { id: 999_999 }],
  ['contact-fields-excerpt', 'crm.contact.fields', {}],
  ['contact-companies', 'crm.contact.company.items.get', { id: ID }],
  ['contact-companies-error-200', 'crm.contact.company.items.get', {}],
  ['findbycomm-error', 'crm.duplicate.findbycomm', { values: ['a'] }],
  ['item-list', 'crm.item.list', { entityTypeId: 3, select: ['id', 'assignedById', 'sourceId', 'name'] }],
  ['item-get-zero-links', 'crm.item.get', { entityTypeId: 3, id: ID }],
  ['item-delete-ok', 'crm.item.delete', { entityTypeId: 3, id: 60 }],
  ['address-list', 'crm.address.list', {}],
  ['timeline-comments', 'crm.timeline.comment.list', { filter: { ENTITY_TYPE: 'contact', ENTITY_ID: ID } }],
  ['app-info', 'app.info', {}],
  ['user-current', 'user.current', {}],
  ['placement-get-none', 'placement.get', {}],
  ['entity-error-argument', 'entity.item.add', {}],
]

describe('the local portal', () => {
  it.each(ASKED)('answers like %s', (name, method, params) => {
    const { status, body } = createTestPortal().call(method, params)
    const recorded = RECORDED[name]
    expect(status).toBe(recorded.http)
    expect(differences(recorded.body, body)).toEqual([])
    // A refusal is the same refusal, by its code and all further keys.
    const { error, ...refusal } = recorded.body as { error?: unknown }
    if (error !== undefined)
      expect([body.error, Object.keys(body)]).toEqual([error, ['error', ...Object.keys(refusal)]])
  })

  it('answers like activity-list, but for the one page that writes the reset as a text', () => {
    const { body } = createTestPortal().call('crm.activity.list')
    const { result, time } = RECORDED['activity-list'].body as { result: unknown[]; time: unknown }
    expect(differences({ result: result.slice(0, 1), time }, body)).toEqual([
      '.time.operating_reset_at is string in the recording, number here',
    ])
  })

  it('refuses a deletion by the successor like item-access-denied, with the status of the source', () => {
    const { body } = createTestPortal().call('crm.item.delete', { entityTypeId: 3, id: 50 }, 4)
    const { error } = RECORDED['item-access-denied'].body as { error: unknown }
    expect(body.error).toBe(error)
  })

  it('makes lists of number-like keys, like batch-mixed-numeric-keys and batch-all-failed', () => {
    const { batch } = createTestPortal()
    const [none, missing] = ['crm.contact.get?id=0', 'crm.contact.get?id=999999']
    const mixed = batch({ 0: none, 1: missing, 50: 'crm.contact.get?id=50' })
    const failed = batch({ 0: none, 1: missing })
    const shapes = (maps: object) =>
      Object.fromEntries(
        Object.entries(maps).map(([name, map]) => [
          name,
          name === 'result_error' || Array.isArray(map) ? map : Object.keys(map as object).length,
        ]),
      )
    const recorded = (name: RecordedName) =>
      shapes((RECORDED[name].body as { result: Record<string, unknown> }).result)
    expect(shapes(mixed)).toEqual(recorded('batch-mixed-numeric-keys'))
    expect(shapes(failed)).toEqual(recorded('batch-all-failed'))
  })

  it('turns the only command keyed 0 into a list, like batch-list-of-results', () => {
    const answer = createTestPortal().batch({ 0: 'crm.status.list?filter[ENTITY_ID]=SOURCE' })
    expect([answer.result, answer.result_time].map(kindOf)).toEqual(['list', 'list'])
  })

  it('blocks a method by its command, like batch-operation-time-limit', () => {
    const { portal, batch } = createTestPortal()
    portal.brakes.spend('crm.contact.list', 480)
    const { result } = RECORDED['batch-operation-time-limit'].body as { result: unknown }
    expect(batch({ c0f1: 'crm.contact.list?start=-1' })).toEqual(result)
  })

  it('has no owner for a phone that nobody has: a list where a map would be', () => {
    const { body } = createTestPortal().call('crm.duplicate.findbycomm', {
      type: 'PHONE',
      values: ['+1999999999999'],
    })
    expect(body.result).toEqual([])
  })
})
