import { describe, expect, it } from 'vitest'
import { parseDelimited } from '#features/list-import/parse-delimited.ts'
import { guessLayout } from './guess-columns.ts'
import { readList, type ListReading } from './read-list.ts'
import type { Cells } from './table.ts'
import { cellsOfFile } from './text-table.ts'

const table = (...rows: string[][]): Cells => ({ rows, hiddenRows: new Set(), isList: false })
const file = (text: string): Cells => cellsOfFile(text, parseDelimited)
const read = (cells: Cells): ListReading =>
  readList(cells, guessLayout(cells.rows), { grouping: 'ask', withHidden: true })
const values = (cells: Cells): string[] =>
  read(cells).wanted.flatMap(({ steps }) => steps.flat().map(({ kind, value }) => `${kind} ${value}`))

describe('the columns of a table', () => {
  const row = ['Ann', '+7 916 123-45-67', 'a@x.com', '5']

  it('that are ids of contacts are used alone; else all e-mails and phones', () => {
    expect(values(table(['Name', 'Phone', 'E-mail', 'ID'], row))).toEqual(['id 5'])
    expect(read(table(['Name', 'Phone', 'E-mail', 'Age'], row)).wanted).toEqual([
      {
        row: 2,
        reference: '',
        steps: [[{ kind: 'email', value: 'a@x.com' }], [{ kind: 'phone', value: '+7 916 123-45-67' }]],
        unreadable: [],
      },
    ])
  })

  it('beside ids are used where rows have no id', () => {
    const titles = ['Name', 'Phone', 'E-mail', 'ID']
    const { roles } = guessLayout([titles, row, ['Bo', '+7 916 123-45-68', 'b@x.com', '']])
    expect(roles).toEqual([null, 'phone', 'email', 'id'])
  })

  it.each([
    'Request',
    'Request no.',
    'Your reference',
    'Ref',
    'Case #',
    'Запрос',
    '№ обращения',
    'Номер заявки',
  ])('called %j holds references, if another one names contacts', (title) => {
    expect(
      guessLayout([
        ['E-mail', title],
        ['a@x.com', 'A-17'],
      ]).roles,
    ).toEqual(['email', 'reference'])
    expect(
      guessLayout([
        ['Name', title],
        ['Ann', 'A-17'],
      ]).roles,
    ).toEqual([null, null])
  })

  it.each([
    'ID',
    'Contact ID',
    'contact_id',
    'ContactID',
    'Contact: ID',
    'ID контакта',
    'ИД',
    'Идентификатор',
    'Kontakt-ID',
  ])('called %j holds ids', (title) => {
    expect(values(table(['Name', title], ['Ann', '1234567890']))).toEqual(['id 1234567890'])
  })

  it.each(['Phone', 'Work phone', 'Телефон', 'Рабочий телефон', 'Тел.', 'Contact: Phone', 'Phone 1 - Value'])(
    'called %j holds phones',
    (title) => {
      expect(values(table(['Name', title], ['Ann', '1234567']))).toEqual(['phone 1234567'])
    },
  )

  it.each(['E-mail', 'email', 'Рабочий e-mail', 'Электронная почта', 'E-mail 1 - Value'])(
    'called %j holds e-mails',
    (title) => {
      expect(values(table(['Name', title], ['Ann', 'a@x.com']))).toEqual(['email a@x.com'])
    },
  )

  it.each([
    [['Responsible ID', 'Created by ID', 'Note']],
    [['Deal ID', 'Company ID', 'Name']],
    [['ID', 'Deal name', 'Stage']],
    [['ID', 'Название сделки', 'Стадия']],
    [['ID', 'ID', 'Name']],
    [['Nr', 'Anzahl', 'Name']],
    [['Responsible phone', 'Company phone', 'Name']],
    [['ID', 'Company name', 'Company type']],
    [['ID', 'Название компании', 'Тип компании']],
    [['ID', 'Login', 'Name']],
    [['ID', 'Subject', 'Deadline']],
    [['Contact ID', 'Contact ID', 'Name']],
  ])('%j name no contacts: the person is asked', (titles) => {
    const rows = [titles, ['1', '7', 'Ann'], ['1', '8', 'Bo']]
    expect(guessLayout(rows).roles).toEqual([null, null, null])
  })

  it('of e-mails and phones of somebody else are not used', () => {
    const titles = ['Responsible e-mail', 'E-mail', 'Company phone', 'Phone type', 'Phone']
    const layout = guessLayout([
      titles,
      ['boss@x.com', 'a@x.com', '+7 495 000-00-00', 'Work', '+7 916 123-45-67'],
    ])
    expect(layout.roles).toEqual([null, 'email', null, null, 'phone'])
  })

  it('"Contact ID" wins over "ID" and "Deal ID", wherever it stands', () => {
    expect(values(table(['ID', 'Deal ID', 'Contact ID'], ['1', '17', '204']))).toEqual(['id 204'])
  })

  it('"ID" beside the name of a company is that of a person only where the person has a name too', () => {
    const row = ['5', 'Ann', 'Acme']
    expect(values(table(['ID', 'First name', 'Company name'], row))).toEqual(['id 5'])
    expect(values(table(['ID', 'Имя', 'Компания'], row))).toEqual(['id 5'])
    expect(values(table(['ID', 'Name', 'Company'], row))).toEqual(['id 5'])
    expect(values(table(['ID', 'Phone', 'Company name'], row))).toEqual([])
    expect(values(table(['ID', 'Firmenname', 'Telefon'], row))).toEqual([])
    expect(values(table(['ID', 'Firma', 'Nachname'], row))).toEqual(['id 5'])
    // An empty column says nothing, whatever its title.
    expect(values(table(['ID', 'Firmenname', 'Name'], ['5', '', 'Ann']))).toEqual(['id 5'])
  })

  it('beside a salutation are people’s, in Russian too, where the word also means a request', () => {
    const row = ['5', 'г-жа', 'Acme', 'a@x.com']
    for (const title of ['Salutation', 'Обращение'])
      expect(guessLayout([['ID', title, 'Компания', 'E-mail'], row]).roles).toEqual(['id', null, null, null])
  })

  it('"Contact" is used where it holds nothing but numbers', () => {
    expect(values(table(['Responsible ID', 'Contact'], ['1', '204'], ['1', '205']))).toEqual([
      'id 204',
      'id 205',
    ])
    expect(
      guessLayout([
        ['ID', 'Contact'],
        ['17', 'Ann'],
      ]).roles,
    ).toEqual([null, null])
  })

  it('without titles are used where they are e-mails or written like phones; numbers are asked about', () => {
    expect(values(table(['Ann', 'a@x.com', 'x'], ['Bob', 'b@x.com', '']))).toEqual([
      'email a@x.com',
      'email b@x.com',
    ])
    expect(values(table(['Ann', '+7 916 123-45-67'], ['Bob', '8 (916) 123-45-68']))).toHaveLength(2)
    expect(
      guessLayout([
        ['1', 'Ann', '501'],
        ['2', 'Bob', '502'],
      ]).roles,
    ).toEqual([null, null, null])
  })
})

describe('the titles', () => {
  it('are found below prose and merged rows, which are counted', () => {
    const cells = table(
      ['To be removed', '', ''],
      ['Exported 28.11.2026', '', ''],
      ['Deal ID', 'Contact ID', 'Name'],
      ['17', '204', 'Ann'],
    )
    expect(guessLayout(cells.rows)).toEqual({ header: 2, roles: [null, 'id', null] })
    expect(read(cells).report).toMatchObject({ above: 2, rows: 1 })
  })

  it('are found below prose in a file of one column', () => {
    expect(values(file('Contacts to be removed\n\nDeal ID\n17\n18'))).toEqual([])
    expect(values(file('Contacts to be removed\n\nID\n204\n205'))).toEqual(['id 204', 'id 205'])
  })

  it('are not looked for below rows that hold something', () => {
    expect(
      guessLayout([
        ['a@x.com', '1'],
        ['Name', 'ID'],
        ['b@x.com', '2'],
      ]).header,
    ).toBeNull()
  })

  it('are where the person says', () => {
    const rows = [
      ['Name', 'ID'],
      ['Deal ID', 'Contact'],
      ['17', '204'],
    ]
    expect(guessLayout(rows, 1)).toEqual({ header: 1, roles: [null, 'id'] })
    expect(guessLayout(rows, null).header).toBeNull()
  })

  it('are no row that names a single record', () => {
    expect(read(file('ID 204\nID 205')).report.unreadable.map(({ text }) => text)).toEqual([
      'ID 204',
      'ID 205',
    ])
  })

  it('are no row that holds anything to look for', () => {
    expect(values(table(['Megaphone Ltd', 'a@email.com'], ['Acme', 'b@x.com']))).toEqual([
      'email a@email.com',
      'email b@x.com',
    ])
  })
})
