// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { PortalFailure } from '#core/failure.ts'
import type { FoundContact, FoundContacts, WantedValue } from '#core/list/found-contacts.ts'
import {
  button,
  cleanUpAfterEach,
  findFew,
  onAdd,
  onClose,
  open,
  OWNERS,
  paste,
  save,
  world,
} from './testing.tsx'
import type { ListPorts } from './use-list-search.ts'

cleanUpAfterEach()

describe('a pasted list', () => {
  it('is searched only on request, and selected only after its report', async () => {
    const { ports, asked } = world()
    open(() => Promise.resolve(ports))
    expect(button('Look for them').getAttribute('aria-disabled')).toBe('true')
    paste('7\nanna@example.com\noffice@example.com\nnobody@example.com\n7\nwhat is this')
    await screen.findByText(/4 entries to look for\. 1 is a repetition\. 1 cannot be read\./u)
    expect(asked).toEqual([])
    fireEvent.click(button('Look for them'))

    const heading = await screen.findByRole('heading', { name: '1 contact was found' })
    await waitFor(() => expect(document.activeElement).toBe(heading))
    const text = document.body.textContent
    for (const words of [
      '1 contact is in the list more than once',
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
    expect(onAdd.mock.calls[0]?.[0]).toEqual({
      ids: [7],
      references: new Map(),
      note: { rows: 6, found: 3, undecided: 1, unread: 1, notFound: 1, missing: [{ row: 4, reference: '' }] },
    })
  })

  it('takes only the ticked ones of several matches', async () => {
    const { ports } = world()
    open(() => Promise.resolve(ports))
    paste('office@example.com')
    await screen.findByText(/1 entry to look for/u)
    fireEvent.click(button('Look for them'))
    await screen.findByRole('group', { name: 'Choose for office@example.com' })
    const boxes = screen.getAllByRole<HTMLInputElement>('checkbox')
    expect(boxes.map(({ checked }) => checked)).toEqual([false, false])
    fireEvent.click(button('Add 0 contacts to the selection'))
    expect(onAdd).not.toHaveBeenCalled()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Unnamed contact 9 (ID 9)' }))
    fireEvent.click(button('Add 1 contact to the selection'))
    expect(onAdd.mock.calls[0]?.[0].ids).toEqual([9])
  })

  it('is told row by row, and can be downloaded as a table without formulas', async () => {
    const { ports } = world()
    open(() => Promise.resolve(ports))
    paste('anna@example.com\noffice@example.com\nnobody@example.com')
    await screen.findByText(/3 entries to look for/u)
    fireEvent.click(button('Look for them'))
    const table = await screen.findByRole('table', { name: 'Matching' })
    await waitFor(() => expect(table.textContent).toContain('Acme'))
    expect(table.textContent).toContain('Anna PetrovaID 7 · +7 916 123-45-67 · Acme')
    expect(table.textContent).toContain('Not found')
    fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value: 'not-found' } })
    expect(screen.getAllByRole('row')).toHaveLength(2)
    fireEvent.click(button('Download matching'))
    const [name, , parts] = save.mock.calls[0] ?? []
    expect(name).toBe('matching.csv')
    expect(parts?.join('').slice(1).split('\r\n')).toEqual([
      'Row,Reference,Looked for,Contact,ID,Name,Phone,Company',
      "1,,anna@example.com,Found,7,Anna Petrova,'+7 916 123-45-67,Acme",
      '2,,office@example.com,Several,8,Ben Olsen,,',
      '2,,office@example.com,Several,9,,,',
      '3,,nobody@example.com,Not found,,,,',
      '',
    ])
  })

  it('can be changed after its report, and is then searched again', async () => {
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
  it('stops on request, and shows nothing afterwards', async () => {
    let answer = (): void => undefined
    const events: string[] = []
    const finder: ListPorts['finder'] = {
      findFew,
      async *find(wanted) {
        try {
          for (const each of wanted) {
            events.push(each.value)
            await new Promise<void>((resolve) => {
              answer = resolve
            })
            yield [{ wanted: each, contacts: OWNERS[each.value] ?? [], atLeast: false }]
          }
        } finally {
          events.push('left')
        }
      },
    }
    open(() => Promise.resolve(world({ finder }).ports))
    paste('7\n8\n9')
    await screen.findByText(/3 entries to look for/u)
    fireEvent.click(button('Look for them'))
    await waitFor(() => expect(events).toEqual(['7']))
    answer()
    await screen.findByRole('button', { name: 'Looking: 1 of 3' })
    fireEvent.click(button('Stop looking'))
    answer()
    await waitFor(() => expect(events).toEqual(['7', '8', 'left']))
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
    expect((await screen.findByRole('alert')).textContent).toContain('The search failed')
    expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('7')
    fireEvent.click(button('Look for them'))
    await screen.findByRole('heading', { name: '1 contact was found' })
    expect(load).toHaveBeenCalledTimes(2)
  })
})

describe('a number that may be several', () => {
  it('is read only after the person says what it is', async () => {
    const { ports, asked } = world()
    open(() => Promise.resolve(ports))
    paste('1,205\n7')
    const group = await screen.findByRole('group', { name: 'What are numbers such as 1,205?' })
    expect(group.querySelector<HTMLInputElement>('input:checked')?.value).toBe('ask')
    expect(screen.getByText('row 1: it may be one number or several')).toBeDefined()
    fireEvent.click(screen.getByRole('radio', { name: 'One number each' }))
    await screen.findByText(/2 entries to look for\./u)
    fireEvent.click(button('Look for them'))
    await screen.findByRole('heading', { name: '1 contact was found' })
    expect(asked.map(({ value }) => value)).toEqual(['1205', '7'])
  })
})

it('shows many found contacts page by page', async () => {
  const many: Record<string, FoundContact[]> = Object.fromEntries(
    Array.from({ length: 120 }, (_, at) => [
      String(at + 1000),
      [{ id: at + 1000, name: `Contact ${at + 1000}` }],
    ]),
  )
  async function* find(wanted: readonly WantedValue[]): AsyncGenerator<readonly FoundContacts[]> {
    await Promise.resolve()
    yield wanted.map((each) => ({ wanted: each, contacts: many[each.value] ?? [], atLeast: false }))
  }
  open(() => Promise.resolve(world({ finder: { find, findFew } }).ports))
  paste(Object.keys(many).join('\n'))
  await screen.findByText(/120 entries to look for/u)
  fireEvent.click(button('Look for them'))
  await screen.findByText('1–50 of 120')
  expect(screen.getAllByRole('row')).toHaveLength(51)
  fireEvent.click(button('Next'))
  fireEvent.click(button('Next'))
  await screen.findByText('101–120 of 120')
  expect(screen.getAllByRole('row')).toHaveLength(21)
  expect(button('Add 120 contacts to the selection')).toBeDefined()
})
