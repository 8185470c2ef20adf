import { describe, expect, it } from 'vitest'
import { PortalFailure } from '../failure.ts'
import { createCopyPlaces, openPlaces } from './copy-places.ts'
import type { ArchiveStore } from './ports.ts'

/** A store that stores its parts, or nothing. */
function storeOf(place: ArchiveStore['place'], keeps: boolean): ArchiveStore {
  const parts: string[] = []
  return {
    place,
    keep(_archiveId, number, text) {
      if (keeps) parts[number] = text
      return Promise.resolve(keeps)
    },
    holds: () => Promise.resolve(parts.length > 0),
    async *open() {
      yield* await Promise.resolve(parts)
    },
    list: () => Promise.resolve([]),
    erase: () => Promise.resolve(),
  }
}

async function read(open: AsyncIterable<string>): Promise<string[]> {
  const parts: string[] = []
  for await (const part of open) parts.push(part)
  return parts
}

const UNREADABLE = new PortalFailure({ kind: 'access-denied', code: '', portalText: '' })

/** A store that refuses to be read after this many parts. */
function unreadable(after: readonly string[]): ArchiveStore {
  return {
    ...storeOf('portal-storage', true),
    async *open() {
      yield* await Promise.resolve(after)
      throw UNREADABLE
    },
  }
}

describe('an archive is opened', () => {
  async function openedOf(portal: ArchiveStore, browserKeeps: boolean): Promise<string[]> {
    const browserStore = storeOf('browser', browserKeeps)
    await browserStore.keep('run', 0, 'a\n')
    const ports = { browserStore, portalStore: () => Promise.resolve(portal) }
    return read(createCopyPlaces(ports, false).open('run'))
  }

  it('from the browser if the portal refuses to show it', async () => {
    expect(await openedOf(unreadable([]), true)).toEqual(['a\n'])
  })

  it('from no place if none shows it, and never from two places', async () => {
    await expect(openedOf(unreadable(['x\n']), true)).rejects.toBe(UNREADABLE)
    await expect(openedOf(unreadable([]), false)).rejects.toBe(UNREADABLE)
  })
})

it('an archive that no place stores is held while the page is open, and can be opened elsewhere in it', async () => {
  const browserStore = storeOf('browser', false)
  const places = createCopyPlaces({ browserStore, portalStore: () => Promise.resolve(null) }, true)
  const [first] = await places.stores()
  expect(await first?.keep('run', 0, 'a\n')).toBe(true)
  expect(await read(places.open('run'))).toEqual(['a\n'])
  const [elsewhere] = openPlaces(browserStore, null)
  expect(await read(elsewhere!.open('run'))).toEqual(['a\n'])
  expect(await read(openPlaces(storeOf('browser', false), null)[0]!.open('run'))).toEqual([])
})
