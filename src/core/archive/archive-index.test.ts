import { archivedContact } from '../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../e2e/simulation/codec.ts'
import { PortalFailure } from '../failure.ts'
import type { ArchiveStore } from './ports.ts'
import { archiveParts, openArchive, readArchiveIndex } from './archive-index.ts'
import { writeArchive } from './file/write-file.ts'

const NAMES = ['Ann', 'Ben', 'Cleo']

async function parts(planId = 'p1', writtenAt = 1_000, version = '0.1.0'): Promise<string[]> {
  const about = {
    appVersion: version,
    portal: { memberId: 'm1', host: 'acme.bitrix24.com' },
    user: { id: 7, name: 'Ann' },
    writtenAt,
    planId,
    reference: '',
    counts: { planned: 3 },
  }
  const contacts = NAMES.map((NAME, at) =>
    archivedContact(at + 1, { readAt: writtenAt, fields: { NAME, COMMENTS: 'x'.repeat(150_000) } }),
  )
  const texts: string[] = []
  for await (const { text } of writeArchive(about, contacts, nodeCodec)) texts.push(text)
  return texts
}

type Held = Readonly<Record<string, { readonly parts: readonly string[]; readonly until: number | null }>>

function store(place: ArchiveStore['place'], held: Held | 'silent', breaksAfter = Infinity): ArchiveStore {
  const silence = new PortalFailure({ kind: 'network', code: '', portalText: '' })
  return {
    place,
    keep: () => Promise.resolve(true),
    holds: () => Promise.resolve(true),
    async *open(archiveId) {
      if (held === 'silent') throw silence
      for (const [at, text] of (held[archiveId]?.parts ?? []).entries()) {
        if (at >= breaksAfter) throw silence
        await Promise.resolve()
        yield text
      }
    },
    list: () =>
      held === 'silent'
        ? Promise.reject(silence)
        : Promise.resolve(
            Object.entries(held).map(
              ([
                archiveId,
                {
                  parts: [header = ''],
                  until,
                },
              ]) => ({
                archiveId,
                header,
                until,
              }),
            ),
          ),
    erase: () => Promise.resolve(),
  }
}

const open = (...stores: ArchiveStore[]) => openArchive('a', stores, 'm1', nodeCodec)

describe('the list of archives', () => {
  it('has the newest first, and each archive once for all its places', async () => {
    const [old, young] = [await parts('p1', 1_000), await parts('p2', 2_000)]
    const index = await readArchiveIndex([
      store('browser', { a: { parts: old, until: 5 }, b: { parts: young, until: 9 } }),
      store('portal-storage', {
        a: { parts: old, until: 7 },
        b: { parts: young, until: null },
        c: { parts: ['{"format":"?"}\n'], until: 1 },
      }),
    ])
    expect(index).toMatchObject({
      archives: [
        { archiveId: 'b', until: null, places: ['browser', 'portal-storage'], header: { planId: 'p2' } },
        { archiveId: 'a', until: 7, places: ['browser', 'portal-storage'], header: { planId: 'p1' } },
        { archiveId: 'c', header: null },
      ],
      unread: [],
    })
  })

  it('says which place could not be read', async () => {
    const index = await readArchiveIndex([store('browser', {}), store('portal-storage', 'silent')])
    expect(index).toMatchObject({
      archives: [],
      unread: [{ place: 'portal-storage', failure: { kind: 'network' } }],
    })
  })
})

describe('an archive in several places', () => {
  it('is read from the place where it is undamaged', async () => {
    const whole = await parts()
    const cut = store('browser', { a: { parts: whole.slice(0, 2), until: null } })
    const portal = store('portal-storage', { a: { parts: whole, until: null } })
    expect(await open(cut, portal)).toMatchObject({ kind: 'read', problems: [], contacts: [{}, {}, {}] })
    expect(await archiveParts('a', [cut, portal], 'm1', nodeCodec)).toEqual(whole)
  })

  it('is read without an end that was never written', async () => {
    const cut = (await parts()).slice(0, -1)
    expect(await open(store('browser', { a: { parts: cut, until: null } }))).toMatchObject({
      kind: 'read',
      problems: [{ kind: 'truncated' }],
      contacts: [{ id: 1 }, { id: 2 }, { id: 3 }],
    })
  })

  it('is read from the place that gave most of it', async () => {
    const whole = await parts()
    const held = { a: { parts: whole, until: null } }
    const little = store('browser', held, 1)
    const more = store('portal-storage', held, 2)
    expect(await open(little, more)).toMatchObject({ contacts: [{ id: 1 }, { id: 2 }] })
  })

  it('may be nowhere, or not readable', async () => {
    await expect(open(store('browser', {}))).rejects.toMatchObject({ failure: { kind: 'not-found' } })
    await expect(open(store('browser', {}), store('portal-storage', 'silent'))).rejects.toMatchObject({
      failure: { kind: 'network' },
    })
  })
})
