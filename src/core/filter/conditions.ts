import {
  beginOf,
  CONDITION_NAMES,
  endOf,
  TEST_WORDS,
  type ConditionName,
  type ConditionValues,
  type ContactFilters,
  type Period,
} from './filters.ts'
import {
  passes,
  type FieldTest,
  type FilterRow,
  type IdField,
  type NameField,
  type TimeField,
} from './field-test.ts'

/** What each condition demands of a contact's fields. */
const TESTS: {
  readonly [Name in ConditionName]: (value: ConditionValues[Name]) => readonly FieldTest[]
} = {
  created: (period) => within('createdAt', period),
  changed: (period) => within('modifiedAt', period),
  activity: (last) => (last === 'never' ? [{ field: 'activeAt', is: 'empty' }] : within('activeAt', last)),
  createdBy: (people) => [oneOf('createdById', people)],
  changedBy: (people) => [oneOf('modifiedById', people)],
  responsible: (chosen) => [
    chosen.kind === 'these'
      ? oneOf('responsibleId', chosen.people)
      : { field: 'responsibleId', is: 'one-of', ids: chosen.ids },
  ],
  source: (codes) => [{ field: 'sourceId', is: 'one-of', codes: codes.map(({ code }) => code) }],
  type: (codes) => [{ field: 'typeId', is: 'one-of', codes: codes.map(({ code }) => code) }],
  company: (company) => [
    company === 'none' ? { field: 'companyId', is: 'empty' } : oneOf('companyId', [company]),
  ],
  withoutPhone: () => [{ field: 'hasPhone', is: 'no' }],
  withoutEmail: () => [{ field: 'hasEmail', is: 'no' }],
  name: (kind) =>
    kind === 'empty'
      ? NAME_PARTS.map((field) => ({ field, is: 'empty' }))
      : [
          {
            anyOf: NAME_PARTS.flatMap((field) =>
              TEST_WORDS.map((text) => ({ field, is: 'contains' as const, text })),
            ),
          },
        ],
  ids: ({ from, to }) => [
    ...(from === null ? [] : [{ field: 'id' as const, is: 'at-least' as const, id: from }]),
    ...(to === null ? [] : [{ field: 'id' as const, is: 'at-most' as const, id: to }]),
  ],
  imported: (is) => [{ field: 'originatorId', is: is ? 'filled' : 'empty' }],
  exported: (is) => [{ field: 'exported', is: is ? 'yes' : 'no' }],
  only: (ids) => [{ field: 'id', is: 'one-of', ids }],
}

const NAME_PARTS: readonly NameField[] = ['firstName', 'lastName', 'secondName']

/** All that the filters demand. */
export function testsOf(filters: ContactFilters): FieldTest[] {
  return CONDITION_NAMES.flatMap((name) => testsOfOne(name, filters[name]))
}

function testsOfOne<Name extends ConditionName>(
  name: Name,
  value: ConditionValues[Name] | undefined,
): readonly FieldTest[] {
  return value === undefined ? [] : TESTS[name](value)
}

/** Whether a row of the portal shows that it belongs to what was asked for. */
export function matchesFilters(filters: ContactFilters, row: FilterRow): boolean {
  return testsOf(filters).every((test) => passes(test, row))
}

function within(field: TimeField, { from, to }: Period): FieldTest[] {
  return [
    ...(from === null ? [] : [{ field, is: 'from' as const, at: beginOf(from) }]),
    ...(to === null ? [] : [{ field, is: 'before' as const, at: endOf(to) }]),
  ]
}

function oneOf(field: IdField, named: readonly { readonly id: number }[]): FieldTest {
  return { field, is: 'one-of', ids: named.map(({ id }) => id) }
}
