import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryContacts, arbitraryText } from '../../../../e2e/simulation/arbitrary-archive.ts'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import { readArchive } from './read-file.ts'
import type { ArchivedContact } from '../archived-contact.ts'
import { packArchive, writeArchive } from './write-file.ts'

const about = {
  appVersion: '0.1.0',
  portal: { memberId: 'm1', host: 'acme.bitrix24.com' },
  user: { id: 7, name: 'Ann' },
  writtenAt: 0,
  planId: 'plan',
  counts: { planned: 6 },
}

async function fileOf(contacts: readonly ArchivedContact[], reference: string): Promise<Uint8Array> {
  const parts: string[] = []
  for await (const { text } of writeArchive({ ...about, reference }, contacts, nodeCodec)) parts.push(text)
  return nodeCodec.encode(parts.join(''))
}

describe('any archive', () => {
  it('comes back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryContacts, arbitraryText, async (contacts, reference) => {
        const file = await fileOf(contacts, reference)
        const packed = await packArchive([nodeCodec.decode(file)], nodeCodec)
        for (const each of [file, packed]) {
          const reading = await readArchive(each, 'm1', nodeCodec)
          expect(reading).toMatchObject({ kind: 'read', header: { reference }, problems: [] })
          expect(reading.kind === 'read' && reading.contacts).toEqual(contacts)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('comes back although a field is huge', async () => {
    const [contact] =
      fc.sample(
        arbitraryContacts.filter(({ length }) => length > 0),
        { seed: 1, numRuns: 1 },
      )[0] ?? []
    const huge = { ...contact!, fields: { COMMENTS: '👩‍👩‍👧\n'.repeat(500_000) } }
    const reading = await readArchive(await fileOf([huge], ''), 'm1', nodeCodec)
    expect(reading).toMatchObject({ kind: 'read', problems: [] })
    expect(reading.kind === 'read' && reading.contacts[0]?.fields.COMMENTS === huge.fields.COMMENTS).toBe(
      true,
    )
  })

  it('that was cut off anywhere is noticed, packed or not, and gives nothing that was not in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryContacts,
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        async (contacts, packed, share) => {
          const text = await fileOf(contacts, '')
          const whole = packed ? await nodeCodec.gzip(text) : text
          const reading = await readArchive(
            whole.subarray(0, Math.floor(whole.length * share)),
            'm1',
            nodeCodec,
          )
          if (reading.kind === 'unreadable') return
          expect(reading.problems).not.toEqual([])
          expect(reading.contacts).toEqual(contacts.slice(0, reading.contacts.length))
        },
      ),
      { numRuns: 250 },
    )
  })

  it('with any byte changed is noticed, and a contact that was changed is named', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryContacts,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        fc.integer({ min: 1, max: 255 }),
        async (contacts, share, flip) => {
          const file = await fileOf(contacts, 'reference')
          file[Math.floor(file.length * share)]! ^= flip
          const reading = await readArchive(file, 'm1', nodeCodec)
          if (reading.kind === 'unreadable') return
          expect(reading.problems).not.toEqual([])
          const named = reading.problems.flatMap((each) => (each.kind === 'altered' ? each.contactIds : []))
          const endMissing = reading.problems.some(({ kind }) => kind === 'truncated')
          for (const contact of reading.contacts) {
            const before = contacts.find(({ id }) => id === contact.id)
            if (!endMissing && !named.includes(contact.id)) expect(contact).toEqual(before)
          }
        },
      ),
      { numRuns: 600 },
    )
  })

  it('with any byte of its packing changed is noticed, or still holds the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryContacts,
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        fc.integer({ min: 1, max: 255 }),
        async (contacts, share, flip) => {
          const packed = await nodeCodec.gzip(await fileOf(contacts, 'reference'))
          packed[Math.floor(packed.length * share)]! ^= flip
          const reading = await readArchive(packed, 'm1', nodeCodec)
          if (reading.kind === 'read' && reading.problems.length === 0)
            expect(reading.contacts).toEqual(contacts)
        },
      ),
      { numRuns: 250 },
    )
  })
})
