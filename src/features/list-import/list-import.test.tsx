// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FoundContacts, WantedValue } from '#core/found-contacts.ts'
import { PortalFailure } from '#core/failure.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { SpeechProvider } from '#i18n/text.tsx'
import { ListImport } from './list-import.tsx'
import type { ListPorts } from './use-list-search.ts'
import { FileUnreadable } from '#core/files.ts'

afterEach(cleanup)

/** Who has what in this portal. */
const OWNERS: Readonly<Record<string, readonly { id: number; name: string | null }[]>> = {
  '7': [{ id: 7, name: 'Anna Petrova' }],
  'anna@example.com': [{ id: 7, name: 'Anna Petrova' }],
  'office@example.com': [
    { id: 8, name: 'Ben Olsen' },
    { id: 9, name: null },
  ],
}

interface World {
  ports: ListPorts
  asked: WantedValue[]
}

/** Answers one value at a time. */
function world(overrides: Partial<ListPorts> = {}): World {
  const asked: WantedValue[] = []
  async function* find(wanted: readonly WantedValue[]): AsyncGenerator<readonly FoundContacts[]> {
    for (const each of wanted) {
      asked.push(each)
      await Promise.resolve()
      yield [{ wanted: each, contacts: OWNERS[each.value] ?? [], atLeast: false }]
    }
  }
  const files: ListPorts['files'] = {
    readTable: () => Promise.reject(new FileUnreadable('not-a-table')),
  }
  return { asked, ports: { finder: { find, findFew }, files, ...overrides } }
}

/** Only for those who expect to find few. */
const findFew = (): never => {
  throw new Error('not for lists')
}

const onAdd = vi.fn<(ids: readonly number[]) => void>()
const onClose = vi.fn<() => void>()
let i18n: Awaited<ReturnType<typeof loadTexts>>
beforeAll(async () => {
  i18n = await loadTexts('en')
})

function open(loadBulk: () => Promise<ListPorts>): void {
  onAdd.mockReset()
  onClose.mockReset()
  render(
    <SpeechProvider i18n={i18n} language={languageOf('en')}>
      <ListImport {...{ loadBulk, onAdd, onClose }} />
    </SpeechProvider>,
  )
}

const button = (name: string): HTMLElement => screen.getByRole('button', { name })
const paste = (value: string): void => {
  fireEvent.change(screen.getByRole('textbox', { name: 'IDs, e-mails or phones' }), { target: { value } })
}
const choose = (name: string): void => {
  const input = document.querySelector('input[type="file"]')!
  fireEvent.change(input, { target: { files: [new File(['x'], name)] } })
}

describe('a pasted list', () => {
  it('is looked for only when asked, and selected only after its report', async () => {
    const { ports, asked } = world()
    open(() => Promise.resolve(ports))
    expect(button('Look for them').getAttribute('aria-disabled')).toBe('true')
    paste('7\nanna@example.com\noffice@example.com\nnobody@example.com\n7\nwhat is this')
    await screen.findByText(/4 entries to look for\. 1 is there twice\. 1 cannot be read\./u)
    expect(asked).toEqual([])
    fireEvent.click(button('Look for them'))

    const heading = await screen.findByRole('heading', { name: '1 contact was found' })
    await waitFor(() => expect(document.activeElement).toBe(heading))
    const text = document.body.textContent
    for (const words of [
      '1 contact was named more than once',
      '1 entry was not found',
      'nobody@example.com',
      '1 repetition in the list',
      'row 5',
      '1 entry cannot be read',
      'what is this',
    ]) {
      expect(text).toContain(words)
    }
    expect(onAdd).not.toHaveBeenCalled()
    fireEvent.click(button('Add 1 contact to the selection'))
    expect(onAdd.mock.calls).toEqual([[[7]]])
  })

  it('takes none of several matches but those that were ticked', async () => {
    const { ports } = world()
    open(() => Promise.resolve(ports))
    paste('office@example.com')
    await screen.findByText(/1 entry to look for/u)
    fireEvent.click(button('Look for them'))
    await screen.findByRole('group', { name: 'office@example.com' })
    const boxes = screen.getAllByRole<HTMLInputElement>('checkbox')
    expect(boxes.map(({ checked }) => checked)).toEqual([false, false])
    fireEvent.click(button('Add 0 contacts to the selection'))
    expect(onAdd).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Unnamed contact 9 (ID 9)' }))
    fireEvent.click(button('Add 1 contact to the selection'))
    expect(onAdd.mock.calls).toEqual([[[9]]])
  })

  it('can be changed after its report, and is then looked for anew', async () => {
    const { ports, asked } = world()
    open(() => Promise.resolve(ports))
    paste('5')
    await screen.findByText(/1 entry to look for/u)
    fireEvent.click(button('Look for them'))
    await screen.findByRole('heading', { name: 'No contact was found' })
    fireEvent.click(button('Change the list'))
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('5')
    paste('7')
    fireEvent.click(button('Look for them'))
    await screen.findByRole('heading', { name: '1 contact was found' })
    expect(asked.map(({ value }) => value)).toEqual(['5', '7'])
  })
})

describe('the search', () => {
  it('stops when it is told to, and says nothing afterwards', async () => {
    let answer = (): void => undefined
    const told: string[] = []
    const finder: ListPorts['finder'] = {
      findFew,
      async *find(wanted) {
        try {
          for (const each of wanted) {
            told.push(each.value)
            await new Promise<void>((resolve) => {
              answer = resolve
            })
            yield [{ wanted: each, contacts: OWNERS[each.value] ?? [], atLeast: false }]
          }
        } finally {
          told.push('left')
        }
      },
    }
    open(() => Promise.resolve(world({ finder }).ports))
    paste('7\n8\n9')
    await screen.findByText(/3 entries to look for/u)
    fireEvent.click(button('Look for them'))
    await waitFor(() => expect(told).toEqual(['7']))
    answer()
    await screen.findByRole('button', { name: 'Looking: 1 of 3' })
    fireEvent.click(button('Stop looking'))
    answer()
    await waitFor(() => expect(told).toEqual(['7', '8', 'left']))
    expect(onClose).not.toHaveBeenCalled()
    expect(screen.queryByRole('heading', { level: 3 })).toBeNull()
    expect(button('Look for them')).toBeDefined()
  })

  it('says why it failed, keeps the list, and works when tried again', async () => {
    const { ports } = world()
    const load = vi
      .fn<() => Promise<ListPorts>>()
      .mockRejectedValueOnce(new PortalFailure({ kind: 'network', code: '', portalText: '' }))
      .mockResolvedValue(ports)
    open(load)
    paste('7')
    await screen.findByText(/1 entry to look for/u)
    fireEvent.click(button('Look for them'))
    expect((await screen.findByRole('alert')).textContent).toContain('The list could not be looked for')
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('7')
    fireEvent.click(button('Look for them'))
    await screen.findByRole('heading', { name: '1 contact was found' })
    expect(load).toHaveBeenCalledTimes(2)
  })
})

describe('a file', () => {
  const TABLE = [
    ['Name', 'E-mail', 'Second e-mail'],
    ['Anna', 'anna@example.com', 'office@example.com'],
    ['Ben', 'nobody@example.com', ''],
  ]

  it('says which column it took, and takes another when told', async () => {
    const { ports, asked } = world({
      files: { readTable: () => Promise.resolve(TABLE) },
    })
    open(() => Promise.resolve(ports))
    choose('people.csv')
    const column = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Column with the list' })
    expect(column.selectedOptions[0]?.textContent).toBe('B: E-mail')
    expect(screen.getByText(/2 entries to look for/u)).toBeDefined()
    fireEvent.change(column, { target: { value: '2' } })
    await screen.findByText(/1 entry to look for/u)
    fireEvent.click(button('Look for them'))
    await screen.findByRole('group', { name: 'office@example.com' })
    expect(asked).toEqual([{ kind: 'email', value: 'office@example.com' }])
    expect(screen.getByText('1 row has nothing in this column.')).toBeDefined()
  })

  it('that cannot be read is said to be so, and the field is there again', async () => {
    open(() => Promise.resolve(world().ports))
    choose('picture.png')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The file picture.png could not be read')
    expect(alert.textContent).toContain('no CSV, XLSX or text file')
    expect(screen.getByRole('textbox')).toBeDefined()
    expect(button('Look for them').getAttribute('aria-disabled')).toBe('true')
  })

  it('may be too large', async () => {
    const files: ListPorts['files'] = {
      readTable: () => Promise.reject(new FileUnreadable('too-large')),
    }
    open(() => Promise.resolve(world({ files }).ports))
    choose('huge.csv')
    expect((await screen.findByRole('alert')).textContent).toContain('larger than 20 MB')
  })
})
