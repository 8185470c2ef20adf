// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { TableUnreadable, type FileContent, type Sheet } from '#core/list/table.ts'
import { button, choose, cleanUpAfterEach, onAdd, open, save, world, type World } from './testing.tsx'
import type { ListPorts } from './use-list-search.ts'

const text = (content: string): FileContent => ({ kind: 'text', text: content })
const sheet = (name: string, ...rows: string[][]): Sheet => ({ name, rows, hiddenRows: new Set() })
const withFile = (content: FileContent): World =>
  world({ files: { readTable: () => Promise.resolve(content), save } })
const roleOf = (column: string): HTMLSelectElement =>
  screen.getByRole<HTMLSelectElement>('combobox', { name: `What is in column ${column}` })
const put = (field: HTMLElement, value: string): void => void fireEvent.change(field, { target: { value } })

cleanUpAfterEach()

describe('a file', () => {
  const TABLE = text(
    'Name,E-mail,Second e-mail\nAnna,anna@example.com,office@example.com\nBen,nobody@example.com,\n',
  )

  it('says which columns it guessed, and uses others when they are chosen', async () => {
    const { ports, asked } = withFile(TABLE)
    open(() => Promise.resolve(ports))
    choose('people.csv')
    await screen.findByText(/^Guessed from titles and values: B: E-mail \(E-mails\) and C: Second e-mail/u)
    expect(screen.getByText(/3 entries to look for/u)).toBeDefined()
    put(roleOf('B: E-mail'), 'null')
    await screen.findByText('Used: C: Second e-mail (E-mails).')
    await screen.findByText(/1 entry to look for/u)
    fireEvent.click(button('Look for them'))
    await screen.findByRole('group', { name: 'Choose for office@example.com' })
    expect(asked).toEqual([{ kind: 'email', value: 'office@example.com' }])
    expect(screen.getByText('1 row has nothing in these columns')).toBeDefined()
  })

  it('without a column that names contacts is asked about before the search', async () => {
    const { ports, asked } = withFile(text('Responsible ID;Created by ID;Note\n1;7;204\n1;7;x\n'))
    open(() => Promise.resolve(ports))
    choose('people.csv')
    await screen.findByText('Choose what is in the list')
    expect(button('Look for them').getAttribute('aria-disabled')).toBe('true')
    put(roleOf('C: Note'), 'id')
    await screen.findByText(/1 entry to look for\. 1 cannot be read\./u)
    expect(screen.getByText('row 3: not an ID')).toBeDefined()
    fireEvent.click(button('Look for them'))
    await screen.findByRole('heading', { name: '1 contact was found' })
    expect(asked).toEqual([{ kind: 'id', value: '204' }])
    expect(screen.getAllByRole('row')[1]?.textContent).toContain('Ann LeeID 204')
  })

  it('shows the found contacts with name, ID and phone before anything is added', async () => {
    const { ports } = withFile(text('ID\n7\n'))
    open(() => Promise.resolve(ports))
    choose('people.csv')
    await screen.findByText(/1 entry to look for/u)
    fireEvent.click(button('Look for them'))
    const table = await screen.findByRole('table', { name: 'Matching' })
    await screen.findByText(/Acme/u)
    const cells = [...table.querySelectorAll('td')].map(({ textContent }) => textContent)
    expect(cells).toEqual(['2', 'ID 7', 'Anna PetrovaID 7 · +7 916 123-45-67 · AcmeLooked for: ID 7'])
    expect(onAdd).not.toHaveBeenCalled()
  })

  it('carries its references: guessed by the title, and changed above the column', async () => {
    const { ports } = withFile(
      text('Request no.,ID,E-mail,Note\nR-1,7,,N-1\nR-2,,nobody@example.com,N-2\nR-3,,,N-3\n'),
    )
    open(() => Promise.resolve(ports))
    choose('people.csv')
    await screen.findByText(/A: Request no\. \(References\)/u)
    expect(screen.getByText(/^Each row is looked for by ID, then by e-mail/u)).toBeDefined()
    fireEvent.click(button('Look for them'))
    const table = await screen.findByRole('table', { name: 'Matching' })
    expect([...table.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual([
      expect.stringContaining('2R-1ID 7Anna Petrova'),
      expect.stringContaining('3R-2nobody@example.comNot found'),
      expect.stringContaining('4R-3Empty'),
    ])
    fireEvent.click(button('Change the list'))
    put(roleOf('A: Request no.'), 'null')
    put(roleOf('D: Note'), 'reference')
    fireEvent.click(button('Look for them'))
    // The references stand in the columns too: only the matching shows that the search is over.
    await screen.findByRole('table', { name: 'Matching' })
    fireEvent.click(button('Add 1 contact to the selection'))
    expect(onAdd.mock.calls[0]?.[0]).toEqual({
      ids: [7],
      references: new Map([[7, 'N-1']]),
      note: {
        rows: 3,
        found: 1,
        undecided: 0,
        unread: 1,
        notFound: 1,
        missing: [{ row: 3, reference: 'N-2' }],
      },
    })
  })

  it('asks about a contact whose ID nobody has and whose e-mail somebody has', async () => {
    const { ports } = withFile(text('ID,E-mail\n99,anna@example.com\n,nobody@example.com\n'))
    open(() => Promise.resolve(ports))
    choose('people.csv')
    await screen.findByText(/^Guessed/u)
    fireEvent.click(button('Look for them'))
    await screen.findByRole('group', { name: 'Nothing was found for ID 99. Choose for anna@example.com' })
    expect(screen.getByRole('heading', { name: 'No contact is a clear match' })).toBeDefined()
    expect(screen.getByText(/^1 entry fits a contact only by another value\./u)).toBeDefined()
    expect(button('Add 0 contacts to the selection').getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Anna Petrova (ID 7)' }))
    fireEvent.click(button('Add 1 contact to the selection'))
    expect(onAdd.mock.calls[0]?.[0]).toMatchObject({ ids: [7], note: { found: 1, undecided: 0 } })
  })

  it('of several sheets lets one be chosen, and says that others are hidden', async () => {
    const { ports } = withFile({
      kind: 'workbook',
      hiddenSheets: 2,
      hidesMore: true,
      sheets: [sheet('People', ['ID'], ['7']), sheet('More', ['Contact ID'], ['204'], ['205'])],
    })
    open(() => Promise.resolve(ports))
    choose('people.xlsx')
    const field = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Sheet' })
    expect(field.selectedOptions[0]?.textContent).toBe('People')
    expect(screen.getByText('2 hidden sheets are not read.')).toBeDefined()
    expect(screen.getByText(/cannot tell which in this format/u)).toBeDefined()
    put(field, '1')
    await screen.findByText(/2 entries to look for/u)
    expect(roleOf('A: Contact ID').value).toBe('id')
  })

  it('counts hidden rows, and leaves them out on request', async () => {
    const { ports } = withFile({
      kind: 'workbook',
      hiddenSheets: 0,
      hidesMore: false,
      sheets: [{ ...sheet('People', ['ID'], ['7'], ['204']), hiddenRows: new Set([2]) }],
    })
    open(() => Promise.resolve(ports))
    choose('people.xlsx')
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Include 1 hidden row' })
    expect(box.checked).toBe(true)
    expect(screen.getByText(/2 entries to look for/u)).toBeDefined()
    fireEvent.click(box)
    await screen.findByText(/1 entry to look for/u)
  })

  it('may have its titles elsewhere than guessed', async () => {
    const { ports } = withFile(text('Name;ID\nDeal ID;Contact ID\n17;204\n'))
    open(() => Promise.resolve(ports))
    choose('people.csv')
    const field = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Row with the titles' })
    expect(field.selectedOptions[0]?.textContent).toBe('Row 1: Name, ID')
    put(field, '1')
    await screen.findByText(/^Guessed from titles and values: B: Contact ID/u)
    expect(screen.getByText(/1 row above the titles is not read/u)).toBeDefined()
    put(field, 'null')
    await screen.findByText('Choose what is in the list')
  })

  it('that is long shows its first rows and is read in steps', async () => {
    const rows = Array.from({ length: 12_000 }, (_, at) => `${at + 1}`)
    const { ports } = withFile(text(`ID\n${rows.join('\n')}\n`))
    open(() => Promise.resolve(ports))
    choose('people.csv')
    await screen.findByText('Reading…')
    expect(button('Look for them').getAttribute('aria-disabled')).toBe('true')
    await screen.findByText(/12,000 entries to look for/u, {}, { timeout: 100_000 })
    expect(screen.getAllByRole('row')).toHaveLength(6)
  })

  it('that cannot be read gives a message, and the field is there again', async () => {
    open(() => Promise.resolve(world().ports))
    choose('picture.png')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The file picture.png could not be read')
    expect(alert.textContent).toContain('not a spreadsheet, CSV or text file')
    expect(screen.getByRole('textbox')).toBeDefined()
    expect(button('Look for them').getAttribute('aria-disabled')).toBe('true')
  })

  it.each([
    ['too-large', 'larger than 20 MB'],
    ['password', 'protected with a password'],
  ] as const)('may be %s', async (reason, words) => {
    const files: ListPorts['files'] = { readTable: () => Promise.reject(new TableUnreadable(reason)), save }
    open(() => Promise.resolve(world({ files }).ports))
    choose('huge.csv')
    expect((await screen.findByRole('alert')).textContent).toContain(words)
  })
})
