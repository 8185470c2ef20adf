/**
 * What a condition demands of single fields. The portal is asked in these words (`portal/contact/contact-filter.ts`), and
 * every row that it lists is held against the same ones: a portal that drops a condition finds no more than one that
 * does not.
 */
export type FieldTest = SingleTest | { readonly anyOf: readonly SingleTest[] }

export type SingleTest =
  /** `at` in Unix ms. */
  | { readonly field: TimeField; readonly is: 'from' | 'before'; readonly at: number }
  | { readonly field: 'id'; readonly is: 'at-least' | 'at-most'; readonly id: number }
  /** Never matches without ids or codes. */
  | { readonly field: IdField; readonly is: 'one-of'; readonly ids: readonly number[] }
  | { readonly field: CodeField; readonly is: 'one-of'; readonly codes: readonly string[] }
  | { readonly field: FlagField; readonly is: 'yes' | 'no' }
  | { readonly field: NameField; readonly is: 'contains'; readonly text: string }
  | { readonly field: Exclude<RowField, FlagField>; readonly is: 'empty' }
  | { readonly field: Exclude<RowField, FlagField>; readonly is: 'filled' }

export type TimeField = 'createdAt' | 'modifiedAt' | 'activeAt'
export type IdField = 'id' | 'responsibleId' | 'createdById' | 'modifiedById' | 'companyId'
export type CodeField = 'sourceId' | 'typeId'
export type FlagField = 'hasPhone' | 'hasEmail' | 'exported'
export type NameField = 'firstName' | 'secondName' | 'lastName'
export type RowField = keyof FilterRow

/**
 * The fields of a contact that conditions speak of. Null or '': the portal says that there is nothing; absent: it did not
 * say, so that no condition on this field holds.
 */
export type FilterRow = Readonly<
  Partial<Record<TimeField | IdField, number | null>> &
    Partial<Record<CodeField | NameField | 'originatorId', string | null>> &
    Partial<Record<FlagField, boolean | null>>
>

/** Whether a row shows what was asked for. What it does not show counts as not being so. */
export function passes(test: FieldTest, row: FilterRow): boolean {
  return 'anyOf' in test ? test.anyOf.some((one) => passesOne(one, row)) : passesOne(test, row)
}

function passesOne(test: SingleTest, row: FilterRow): boolean {
  const value = row[test.field]
  if (value === undefined) return false
  switch (test.is) {
    case 'empty':
      return value === null || value === ''
    case 'filled':
      return value !== null && value !== ''
    case 'yes':
      return value === true
    case 'no':
      return value === false
    case 'contains':
      return typeof value === 'string' && value.toLowerCase().includes(test.text)
    case 'from':
      return typeof value === 'number' && value >= test.at
    case 'before':
      return typeof value === 'number' && value < test.at
    case 'at-least':
      return typeof value === 'number' && value >= test.id
    case 'at-most':
      return typeof value === 'number' && value <= test.id
    case 'one-of':
      return 'ids' in test
        ? typeof value === 'number' && test.ids.includes(value)
        : typeof value === 'string' && test.codes.includes(value)
  }
}
