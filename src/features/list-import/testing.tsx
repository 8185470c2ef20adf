/** The panel in a page, beside a finder that knows a few contacts. For tests. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, vi } from 'vitest'
import type { FoundContact, FoundContacts, WantedValue } from '#core/list/found-contacts.ts'
import type { Files } from '#core/files.ts'
import type { ListedContacts } from '#core/list/list-note.ts'
import type { Ports } from '#core/ports.ts'
import { TableUnreadable } from '#core/list/table.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { languageOf } from '#i18n/languages.ts'
import { TranslationProvider } from '#i18n/translation.tsx'
import { PortsContext } from '../ports.tsx'
import { ListImport } from './list-import.tsx'
import type { ListPorts } from './use-list-search.ts'

/** The owners of each value in this portal. */
export const OWNERS: Readonly<Record<string, readonly FoundContact[]>> = {
  '7': [{ id: 7, name: 'Anna Petrova', phones: ['+7 916 123-45-67'], companyId: 3 }],
  'anna@example.com': [{ id: 7, name: 'Anna Petrova', phones: ['+7 916 123-45-67'], companyId: 3 }],
  '204': [{ id: 204, name: 'Ann Lee', phones: [] }],
  'office@example.com': [
    { id: 8, name: 'Ben Olsen' },
    { id: 9, name: null },
  ],
}

export interface World {
  ports: ListPorts
  asked: WantedValue[]
}

/** Answers one value at a time. */
export function world(overrides: Partial<ListPorts> = {}): World {
  const asked: WantedValue[] = []
  async function* find(wanted: readonly WantedValue[]): AsyncGenerator<readonly FoundContacts[]> {
    for (const each of wanted) {
      asked.push(each)
      await Promise.resolve()
      yield [{ wanted: each, contacts: OWNERS[each.value] ?? [], atLeast: false }]
    }
  }
  const files: ListPorts['files'] = {
    readTable: () => Promise.reject(new TableUnreadable('not-a-table')),
    save,
  }
  return { asked, ports: { finder: { find, findFew }, files, ...overrides } }
}

/** For tests that expect few matches. */
export const findFew = (): never => {
  throw new Error('not for lists')
}

export const onAdd = vi.fn<(listed: ListedContacts) => void>()
export const save = vi.fn<Files['save']>()
export const onClose = vi.fn<() => void>()
const i18n = await loadTexts('en')

const names = () => Promise.resolve({ companies: new Map([[3, 'Acme']]), users: new Map() })

/** Each test file calls it: a hook here would run only for the first file of a process. */
export function cleanUpAfterEach(): void {
  afterEach(cleanup)
}

export function open(loadWork: () => Promise<ListPorts>): void {
  onAdd.mockReset()
  save.mockReset()
  onClose.mockReset()
  render(
    <TranslationProvider i18n={i18n} language={languageOf('en')}>
      <PortsContext value={{ contacts: { names } } as unknown as Ports}>
        <QueryClientProvider client={new QueryClient()}>
          <ListImport {...{ loadWork, onAdd, onClose }} />
        </QueryClientProvider>
      </PortsContext>
    </TranslationProvider>,
  )
}

export const button = (name: string): HTMLElement => screen.getByRole('button', { name })
export const paste = (value: string): void => {
  fireEvent.change(screen.getByRole('textbox', { name: 'IDs, e-mails or phones' }), { target: { value } })
}
export const choose = (name: string): void => {
  const input = document.querySelector('input[type="file"]')
  if (input === null) throw new Error('there is no place for a file')
  fireEvent.change(input, { target: { files: [new File(['x'], name)] } })
}
