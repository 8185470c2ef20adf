import { archivedContact } from '../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../e2e/simulation/codec.ts'
import { PortalFailure } from '../failure.ts'
import { createCopyKeeper } from './keeper.ts'
import type { ArchiveStore, MadeCopies, CopyReply } from './ports.ts'
import type { ArchivedContact } from './archived-contact.ts'

const NONE: MadeCopies = { archive: 0, seals: [], contacts: 0, incomplete: 0 }
const SILENCE = new PortalFailure({ kind: 'network', code: '', portalText: '' })

const contact = (id: number, readAt = 0): ArchivedContact => archivedContact(id, { readAt })

/** A store in memory that outlives its keepers. */
function setUp() {
  const archives = new Map<string, string[]>()
  const trouble: { reading: PortalFailure | null; writing: boolean } = { reading: null, writing: false }
  /** The ids of each reading. */
  const read: (readonly number[])[] = []
  let at = 0
  const store: ArchiveStore = {
    place: 'portal-storage',
    keep(archiveId, number, text) {
      if (trouble.writing) return Promise.resolve(false)
      const parts = archives.get(archiveId) ?? []
      if (number > parts.length || (number > 0 && parts.length === 0)) return Promise.resolve(false)
      archives.set(archiveId, [...parts.slice(0, number), text, ...parts.slice(number + 1)])
      return Promise.resolve(true)
    },
    holds: (archiveId) =>
      trouble.reading === SILENCE ? Promise.reject(SILENCE) : Promise.resolve(archives.has(archiveId)),
    async *open(archiveId, from = 0) {
      await Promise.resolve()
      for (const text of (archives.get(archiveId) ?? []).slice(from)) {
        if (trouble.reading !== null) throw trouble.reading
        yield text
      }
    },
    list: () => Promise.reject(new Error('not asked for')),
    erase: () => Promise.reject(new Error('not asked for')),
  }
  const keeper = (fresh: boolean) =>
    createCopyKeeper(
      { planId: 'run', reference: '', planned: 9, fresh },
      {
        archives: {
          async *read(ids) {
            read.push(ids)
            yield await Promise.resolve(ids.map((id) => contact(id, ++at)))
          },
        },
        codec: nodeCodec,
        about: { appVersion: '1', portal: { memberId: 'm', host: 'h' }, user: { id: 1, name: '' } },
        stores: () => Promise.resolve([store]),
        now: () => ++at,
      },
    )
  return { archives, trouble, read, keeper, pass: (ms: number) => void (at += ms) }
}

function copied(reply: CopyReply, before: MadeCopies = NONE): MadeCopies {
  if (reply.kind !== 'copied') throw new Error(reply.kind)
  return {
    archive: before.archive,
    seals: [...before.seals, ...reply.seals],
    contacts: before.contacts + reply.copies.length,
    incomplete: 0,
  }
}

const BEYOND = { kind: 'lost', kept: true }
const ERASED = { kind: 'lost', kept: false }

describe('portions that are read ahead', () => {
  it('are read once, each for its own part', async () => {
    const { archives, read, keeper } = setUp()
    const ours = keeper(true)
    const first = ours.copy([1, 2], NONE)
    ours.readAhead?.([[3], [4, 5]])
    const made = copied(await first)
    ours.readAhead?.([[3], [4, 5]])
    const more = copied(await ours.copy([3], made), made)
    copied(await ours.copy([4, 5], more), more)
    expect(read).toEqual([[1, 2], [3], [4, 5]])
    const parts = archives.get('run') ?? []
    expect(parts.map((part) => [...part.matchAll(/"contact":\{"id":(\d)/gu)].map(([, id]) => id))).toEqual([
      [],
      ['1', '2'],
      ['3'],
      ['4', '5'],
    ])
  })

  it('are read anew for other contacts, and after a pause', async () => {
    const { read, keeper, pass } = setUp()
    const ours = keeper(true)
    ours.readAhead?.([[1, 2]])
    const made = copied(await ours.copy([1], NONE))
    ours.readAhead?.([[2]])
    pass(61_000)
    const reply = await ours.copy([2], made)
    expect(read).toEqual([[1, 2], [1], [2], [2]])
    expect(reply.kind === 'copied' && reply.copies[0]?.readAt).toBeGreaterThan(61_000)
  })
})

describe('a resumed run', () => {
  it('goes on with its archive if the journal has all its parts', async () => {
    const { archives, keeper } = setUp()
    const made = copied(await keeper(true).copy([1, 2], NONE))
    const more = copied(await keeper(false).copy([3, 4], made), made)
    expect([more.seals.length, archives.get('run')?.length]).toEqual([3, 3])
  })

  it('overwrites a part with the same contacts, as after a crash between copy and journal', async () => {
    const { archives, keeper } = setUp()
    const first = keeper(true)
    const made = copied(await first.copy([1, 2], NONE))
    await first.copy([3, 4], made)
    const again = copied(await keeper(false).copy([3, 4, 5], made), made)
    expect([again.seals.length, archives.get('run')?.length]).toEqual([3, 3])
    expect(archives.get('run')?.[2]).toContain('"id":5')
  })

  it('looks again when a part was not written: contacts in its place may be gone by then', async () => {
    const { archives, trouble, keeper } = setUp()
    const first = keeper(true)
    const made = copied(await first.copy([1, 2], NONE))
    await first.copy([3, 4], made)
    const later = keeper(false)
    trouble.writing = true
    expect(await later.copy([3, 4], made)).toMatchObject({ kind: 'failed' })
    trouble.writing = false
    // A delete of the first visit was still under way, so 3 is not read any more.
    expect(await later.copy([4], made)).toEqual(BEYOND)
    expect(archives.get('run')?.[2]).toContain('"id":3')
  })

  it('overwrites its last line, which holds no copy', async () => {
    const { archives, keeper } = setUp()
    const first = keeper(true)
    const made = copied(await first.copy([1, 2], NONE))
    expect(await first.close(made)).toBe(true)
    expect(archives.get('run')?.[2]).toContain('trailer')
    copied(await keeper(false).copy([3], made), made)
    expect(archives.get('run')?.[2]).toContain('"id":3')
  })

  it.each([
    ['a part with somebody who would be lost', [[3, 4]]],
    ['more parts than it would write', [[3], [4]]],
  ])('leaves alone %s, and neither closes what it does not know', async (_, portions) => {
    const { archives, keeper } = setUp()
    const first = keeper(true)
    const made = copied(await first.copy([1, 2], NONE))
    let known = made
    for (const portion of portions) known = copied(await first.copy(portion, known), known)
    const before = [...(archives.get('run') ?? [])]
    const later = keeper(false)
    expect(await later.copy([3], made)).toEqual(BEYOND)
    expect(await later.close(made)).toBe(true)
    expect(await later.copy([1, 2], NONE)).toEqual(BEYOND)
    expect(archives.get('run')).toEqual(before)
    // Another archive is begun beside it, and is checked as well: it may hold unknown parts too.
    copied(await later.copy([3], { ...NONE, archive: 1 }))
    expect(await keeper(false).copy([5], { ...NONE, archive: 1 })).toEqual(BEYOND)
    expect([...archives.keys()]).toEqual(['run', 'run-2'])
  })

  it('leaves alone what cannot be read, and waits if the store cannot be asked', async () => {
    const { trouble, keeper } = setUp()
    const first = keeper(true)
    const made = copied(await first.copy([1, 2], NONE))
    await first.copy([3], made)
    trouble.reading = SILENCE
    expect(await keeper(false).copy([3], made)).toEqual({ kind: 'failed', failure: SILENCE.failure })
    trouble.reading = new PortalFailure({ kind: 'copy-unreadable', code: '', portalText: '' })
    expect(await keeper(false).copy([3], made)).toEqual(BEYOND)
  })
})

describe('an archive that was erased', () => {
  it('is noticed by the next part, by a look, and on the next visit', async () => {
    const { archives, keeper } = setUp()
    const first = keeper(true)
    const made = copied(await first.copy([1, 2], NONE))
    expect(await first.look(made)).toEqual({ kind: 'there' })
    archives.clear()
    expect(await first.look(made)).toEqual(ERASED)
    expect(await first.copy([3], made)).toEqual(ERASED)
    expect(await keeper(false).copy([3], made)).toEqual(ERASED)
    // There is no archive left to close.
    expect(await first.close(made)).toBe(true)
    expect([...archives]).toEqual([])
  })

  it('does not count as erased while the store cannot be asked', async () => {
    const { archives, trouble, keeper } = setUp()
    const first = keeper(true)
    const made = copied(await first.copy([1, 2], NONE))
    archives.clear()
    trouble.reading = SILENCE
    expect(await first.look(made)).toEqual({ kind: 'failed', failure: SILENCE.failure })
    expect(await first.copy([3], made)).toEqual({ kind: 'failed', failure: SILENCE.failure })
    expect(await first.close(made)).toBe(false)
  })
})
