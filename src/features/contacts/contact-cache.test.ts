import { namelessContact } from '../../../e2e/simulation/contact/nameless-contact.ts'
import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { EVERYBODY, type ContactPage, type ContactQuery } from '#core/contact/contact-query.ts'
import { removeContact } from './contact-cache.ts'
import { contactQueries } from './contact-queries.ts'
import type { ContactStore, ReadPage } from '#core/contact/ports.ts'

/** A store that answers when the test says so. */
function storeOnDemand(): { store: ContactStore; answer: (ids: readonly number[]) => void } {
  const names = { companies: new Map<number, string>(), users: new Map<number, string>() }
  const waiting: ((page: ReadPage) => void)[] = []
  return {
    store: {
      page: () => new Promise((resolve) => waiting.push(resolve)),
      names: () => Promise.resolve(names),
    },
    answer: (ids) =>
      waiting.shift()?.({ contacts: ids.map((id) => namelessContact(id)), total: ids.length, names }),
  }
}

const { store } = storeOnDemand()
const searched: ContactQuery = { ...EVERYBODY, search: 'anna' }

function pageOf(client: QueryClient, query: ContactQuery, index: number): ContactPage | undefined {
  return client.getQueryData(contactQueries.page(store, query, index).queryKey)
}

function ids(page: ContactPage | undefined): number[] | undefined {
  return page?.contacts.map(({ id }) => id)
}

function put(client: QueryClient, query: ContactQuery, index: number, list: readonly number[]): void {
  const page = { contacts: list.map((id) => namelessContact(id)), total: 7 }
  client.setQueryData(contactQueries.page(store, query, index).queryKey, page)
}

describe('a contact that is gone', () => {
  it('leaves every cached query that shows it, and no other', async () => {
    const client = new QueryClient()
    put(client, EVERYBODY, 0, [1, 2, 3])
    put(client, EVERYBODY, 1, [4, 5])
    put(client, searched, 0, [2, 9])
    put(client, { ...searched, search: 'boris' }, 0, [8])
    await removeContact(client, 2)
    expect(ids(pageOf(client, EVERYBODY, 0))).toEqual([1, 3, 4])
    expect(ids(pageOf(client, EVERYBODY, 1))).toEqual([5])
    expect(pageOf(client, EVERYBODY, 1)?.total).toBe(6)
    expect(ids(pageOf(client, searched, 0))).toEqual([9])
    expect(pageOf(client, { ...searched, search: 'boris' }, 0)?.total).toBe(7)
  })

  it('does not come back with an answer under way', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    const { store: slow, answer } = storeOnDemand()
    put(client, EVERYBODY, 0, [1, 2, 3])
    const reading = client.query({ ...contactQueries.page(slow, EVERYBODY, 0), staleTime: 0 })
    await removeContact(client, 2)
    answer([1, 2, 3])
    await reading.catch(() => undefined)
    expect(ids(pageOf(client, EVERYBODY, 0))).toEqual([1, 3])
  })

  it('marks the cache as old, so that it is read again', async () => {
    const client = new QueryClient()
    put(client, EVERYBODY, 0, [1, 2, 3])
    await removeContact(client, 2)
    const key = contactQueries.page(store, EVERYBODY, 0).queryKey
    expect(client.getQueryState(key)?.isInvalidated).toBe(true)
  })
})
