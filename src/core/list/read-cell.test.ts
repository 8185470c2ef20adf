import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCell, type Grouping, type Role } from './read-cell.ts'

const read = (cell: string, role: Role = 'any', grouping: Grouping = 'ask'): string[] =>
  readCell(cell, { role, bare: 'id', grouping }).map(({ text, value, problem }) =>
    value === null ? `${problem ?? ''}: ${text}` : `${value.kind} ${value.value}`,
  )

describe('one value', () => {
  it.each([
    ['12', 'id 12'],
    [' #12 ', 'id 12'],
    ['0012', 'id 12'],
    ['1205.0', 'id 1205'],
    ['123456789', 'id 123456789'],
    ['\u200e12\ufeff', 'id 12'],
    ['79161234567', 'phone 79161234567'],
    ["'79161234567", 'phone 79161234567'],
    ['+7 (916) 123-45-67', 'phone +7 (916) 123-45-67'],
    ['8 495 123 45 67', 'phone 8 495 123 45 67'],
    ['0151 23456789', 'phone 0151 23456789'],
    ['7495 1234567', 'phone 7495 1234567'],
    ['tel:+74951234567', 'phone +74951234567'],
    ['Anna@Example.com', 'email Anna@Example.com'],
    ['Anna Bell <anna@example.com>', 'email anna@example.com'],
    ['"Bell, Anna" <anna@example.com>', 'email anna@example.com'],
    ['mailto:anna@example.com', 'email anna@example.com'],
    ['anna@почта.рф', 'email anna@почта.рф'],
  ])('%j is %s', (cell, wanted) => {
    expect(read(cell)).toEqual([wanted])
  })

  it.each(['0', '-5', '1.5', '12-34', 'Anna', 'anna@', '@anna', 'a@b', '2024-01-15', '15.01.2024', '€1,205'])(
    '%j is nothing to look for, and is not lost',
    (cell) => {
      const entries = read(cell)
      expect(entries).toHaveLength(1)
      expect(entries[0]).toMatch(/^(?:not-any|not-email): /u)
    },
  )

  it('that a spreadsheet rounded is said to be so', () => {
    for (const role of ['any', 'id', 'phone'] as const)
      expect(read('7.91612E+10', role)).toEqual(['rounded: 7.91612E+10'])
    expect(read('7,91612E+10')).toEqual(['rounded: 7,91612E+10'])
  })
})

describe('a number in groups', () => {
  it.each(['1\u00a0205', '1\u202f205', '1\u2009205', '1\u2007205', "1'205", '1’205'])(
    '%j is one, for nothing else is written so',
    (cell) => {
      expect(read(cell)).toEqual(['id 1205'])
      expect(read(cell, 'id')).toEqual(['id 1205'])
    },
  )

  it.each([
    '1 205',
    '1,205',
    '12 345',
    '12,345,678',
    '101,102,103',
    '12,34,567',
    '205,417',
    '1205,5',
    '12,34',
    '1205 1206',
    '12051 1206',
    '1205 1206 1207',
  ])('%j is asked about: one or several', (cell) => {
    for (const role of ['any', 'id'] as const) expect(read(cell, role)).toEqual([`unclear: ${cell}`])
  })

  it('is read as the person says', () => {
    expect(read('1,205', 'id', 'one')).toEqual(['id 1205'])
    expect(read('1 205', 'any', 'one')).toEqual(['id 1205'])
    expect(read('79,161,234,567', 'any', 'one')).toEqual(['phone 79161234567'])
    expect(read('6123 4567', 'any', 'one')).toEqual(['phone 6123 4567'])
    expect(read('6123 4567', 'any', 'several')).toEqual(['id 6123', 'id 4567'])
    expect(read('123 456 789', 'any', 'one')).toEqual(['id 123456789'])
    expect(read('101,102,103', 'any', 'several')).toEqual(['id 101', 'id 102', 'id 103'])
    expect(read('1.205', 'id', 'one')).toEqual(['id 1205'])
    // Nothing that a list of ids could be written as.
    expect(read('1.205', 'id', 'several')).toEqual(['not-id: 1.205'])
    expect(read('1205,5', 'id', 'one')).toEqual(['not-id: 1205,5'])
  })

  it.each(['1.234,56', '1 205,50', '1\u00a0205,50', '1,205.00', '1,205 €', '$1,205', '7,91612E+10'])(
    '%j is never several, whatever is said',
    (cell) => {
      for (const role of ['any', 'id'] as const) {
        for (const grouping of ['ask', 'one', 'several'] as const) {
          expect(readCell(cell, { role, bare: 'id', grouping }).map(({ value }) => value)).toEqual([null])
        }
      }
    },
  )

  it('never yields the ids of its groups: in no notation of any country, in cells and in lines', () => {
    const styles = [
      'en-US',
      'de-DE',
      'de-CH',
      'fr-FR',
      'ru-RU',
      'en-IN',
      'pl-PL',
      'es-ES',
      'sv-SE',
      'pt-PT',
    ].flatMap((tag) =>
      [0, 2].map(
        (digits) => new Intl.NumberFormat(tag, { minimumFractionDigits: digits, useGrouping: true }),
      ),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 99_999_999_999 }),
        fc.constantFrom(...styles),
        fc.boolean(),
        fc.constantFrom<Role>('id', 'any', 'phone'),
        (number, style, withPlainSpaces, role) => {
          const written = withPlainSpaces ? style.format(number).replace(/\s/gu, ' ') : style.format(number)
          for (const { value } of readCell(written, { role, bare: 'id', grouping: 'ask' })) {
            if (value !== null)
              expect(value.value.replace(/\D/gu, '')).toMatch(new RegExp(`^${number}(?:00)?$`, 'u'))
          }
        },
      ),
    )
  })
})

describe('several values in one cell or line', () => {
  it.each<[string, Role, string[]]>([
    ['1, 2;3', 'any', ['id 1', 'id 2', 'id 3']],
    ['4 5', 'any', ['id 4', 'id 5']],
    ['1205,7,33', 'any', ['id 1205', 'id 7', 'id 33']],
    ['204; 205', 'id', ['id 204', 'id 205']],
    ['204\n205', 'id', ['id 204', 'id 205']],
    ['5, a@x.com, +7 916 123-45-67', 'any', ['id 5', 'email a@x.com', 'phone +7 916 123-45-67']],
    ['5,a@x.com', 'any', ['id 5', 'email a@x.com']],
    ['a@x.com b@x.com', 'email', ['email a@x.com', 'email b@x.com']],
    ['a@x.com/b@x.com', 'any', ['email a@x.com', 'email b@x.com']],
    ['a@x.com / b@x.com', 'email', ['email a@x.com', 'email b@x.com']],
    ['a/b@x.com', 'email', ['email a/b@x.com']],
    ['Ann Lee <a@x.com>; Bo Ray <b@x.com>', 'email', ['email a@x.com', 'email b@x.com']],
    ['Ann Lee <a@x.com>, Bo Ray <b@x.com>', 'any', ['email a@x.com', 'email b@x.com']],
    ['Ann Lee <a@x.com> Bo Ray <b@x.com>', 'email', ['email a@x.com', 'email b@x.com']],
    ['a@x.com ::: b@x.com', 'email', ['email a@x.com', 'email b@x.com']],
    ['+1 202-555-0101 ::: +1 202-555-0102', 'phone', ['phone +1 202-555-0101', 'phone +1 202-555-0102']],
    ['8916123-45-67; 89161234568', 'phone', ['phone 8916123-45-67', 'phone 89161234568']],
    ['+7 916 123 45 67 +7 916 123 45 68', 'phone', ['phone +7 916 123 45 67', 'phone +7 916 123 45 68']],
    ['89161234567/89161234568', 'phone', ['phone 89161234567', 'phone 89161234568']],
    ['030/1234567', 'phone', ['phone 030/1234567']],
    ['79,161,234,567', 'phone', ['phone 79161234567']],
  ])('%j as %s', (cell, role, wanted) => {
    expect(read(cell, role)).toEqual(wanted)
  })

  it('of which one cannot be read: the others are, and it is named', () => {
    expect(read('Lee, Ann <a@x.com>; nothing', 'email')).toEqual([
      'not-email: Lee',
      'email a@x.com',
      'not-email: nothing',
    ])
    expect(read('a@x.com +7 916 123-45-67', 'any')).toContain('not-email: +7 916 123-45-67')
    expect(read('8 495 123 45 67', 'id')).toEqual(['unclear: 8 495 123 45 67'])
  })
})

it.each([
  '+7 (916) 123-45-67, доб. 12',
  '+7 (916) 123-45-67 доб 12',
  '+7 (916) 123-45-67 ext. 5',
  '+7 (916) 123-45-67 (ext 5)',
  'tel:+7 (916) 123-45-67;ext=5',
  '+7 (916) 123-45-67x12',
  '+7 (916) 123-45-67#12',
  '+7 (916) 123-45-67 вн. 12',
  '+7 (916) 123-45-67 добав. 12',
  '+7 (916) 123-45-67, дод. 12',
  '+7 (916) 123-45-67 extn 12',
  '+7 (916) 123-45-67 ext12',
  '+7 (916) 123-45-67 Durchwahl 12',
  '+7 (916) 123-45-67 DW 12',
  '+7 (916) 123-45-67 poste 12',
  '+7 (916) 123-45-67 int. 12',
  '+7 (916) 123-45-67, interno 12',
  '+7 (916) 123-45-67 ramal 12',
  '+7 (916) 123-45-67 wew. 12',
  '+7 (916) 123-45-67 dahili 12',
  '+7 (916) 123-45-67 máy lẻ 12',
  '+7 (916) 123-45-67 分机 12',
  '+7 (916) 123-45-67内線12',
])('%j is looked for without its extension', (cell) => {
  for (const role of ['phone', 'any'] as const) expect(read(cell, role)).toEqual(['phone +7 (916) 123-45-67'])
})
