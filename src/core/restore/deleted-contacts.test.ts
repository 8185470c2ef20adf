import { archivedContact } from '../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import type { ArchiveReading } from '../archive/file/read-file.ts'
import type { ArchivedContact } from '../archive/archived-contact.ts'
import { ourKey } from './plan/external-key.ts'
import { listDeleted, markInPart, readDoubles, readSinceDeletion, searchDeleted } from './deleted-contacts.ts'

type Read = Extract<ArchiveReading, { kind: 'read' }>

function contact(id: number, name: string, change: Partial<ArchivedContact> = {}): ArchivedContact {
  return archivedContact(id, { readAt: 1, fields: { NAME: name }, ...change })
}

function archive(archiveId: string, contacts: ArchivedContact[], problems: Read['problems'] = []) {
  const header: Read['header'] = {
    format: 'tidy-contacts-archive',
    version: 1,
    appVersion: '0.1.0',
    portal: { memberId: 'm1', host: 'acme' },
    user: { id: 1, name: 'Ann' },
    writtenAt: 1,
    planId: archiveId,
    reference: '',
    counts: { planned: contacts.length },
  }
  return { archiveId, reading: { kind: 'read' as const, header, contacts, problems } }
}

const anna = contact(7, 'Анна Петрова', {
  communications: [
    { kind: 'PHONE', valueType: 'WORK', value: '+49 (30) 123-45-67' },
    { kind: 'EMAIL', valueType: 'WORK', value: 'Anna@Example.com' },
  ],
})

describe('the deleted contacts', () => {
  it('are listed once, from the latest archive', () => {
    const listed = listDeleted([
      archive('young', [contact(8, 'Ben'), contact(7, 'Anna, married', { readAt: 9 })]),
      archive('old', [anna, contact(9, 'Cleo')]),
    ])
    expect(listed.map(({ id, name, archiveId }) => [id, name, archiveId])).toEqual([
      [8, 'Ben', 'young'],
      [7, 'Anna, married', 'young'],
      [9, 'Cleo', 'old'],
    ])
  })

  it('are not hidden by a later archive that may not be restored: another portal’s ID means another contact', () => {
    const own = archive('own', [anna])
    const younger = (name: string): ArchivedContact => contact(7, name, { readAt: 9 })
    const theirs = archive('theirs', [younger('Zoe')], [{ kind: 'other-portal', host: 'other' }])
    const altered = archive('altered', [younger('Mallory')], [{ kind: 'altered', contactIds: [7] }])
    for (const archives of [
      [theirs, altered, own],
      [own, altered, theirs],
    ])
      expect(listDeleted(archives)).toMatchObject([{ id: 7, archiveId: 'own', trust: 'sound' }])
    expect(listDeleted([theirs, altered])).toMatchObject([{ name: 'Mallory', trust: 'altered' }])
  })

  it('are not trusted when their lines were changed or when they come from another portal', () => {
    const altered = archive('a', [contact(1, 'x'), contact(2, 'y')], [{ kind: 'altered', contactIds: [2] }])
    const foreign = archive('b', [contact(3, 'z')], [{ kind: 'other-portal', host: 'other' }])
    expect(listDeleted([altered, foreign]).map(({ trust }) => trust)).toEqual([
      'sound',
      'altered',
      'other-portal',
    ])
  })

  it.each(['петр', 'ПЕТРОВА анна', '7', 'anna@ex', '1234567', '(30)123', '123-45 example'])(
    'are found by %s',
    (search) => {
      const listed = listDeleted([archive('a', [anna, contact(8, 'Ben')])])
      expect(searchDeleted(listed, search).map(({ id }) => id)).toEqual([7])
    },
  )

  it('are all listed without a search, and none with a wrong one', () => {
    const listed = listDeleted([archive('a', [anna, contact(8, 'Ben')])])
    expect(searchDeleted(listed, '  ')).toHaveLength(2)
    expect(searchDeleted(listed, 'ben anna')).toEqual([])
  })
})

describe('what became of them since', () => {
  const again = contact(9, 'x', { fields: { ORIGINATOR_ID: 'tidy-contacts', ORIGIN_ID: '3' } })
  const erp = contact(10, 'x', { fields: { ORIGINATOR_ID: 'erp', ORIGIN_ID: '3' } })

  it('is found by IDs and by the keys that only this app gives', async () => {
    const since = await readSinceDeletion(
      [contact(7, 'a'), contact(8, 'b'), again, erp, contact(11, 'c')],
      {
        there: () => Promise.resolve([8]),
        origins: (keys) =>
          Promise.resolve(
            keys
              .filter(({ originId }) => originId !== '11')
              .map((key) => ({ key, ids: [100 + Number(key.originId), 500] })),
          ),
      },
      () => false,
    )
    expect([...(since ?? [])]).toEqual([
      [7, { kind: 'restored', id: 107, others: [500] }],
      [8, { kind: 'still-there' }],
      [9, { kind: 'restored', id: 103, others: [109, 500] }],
      // Other systems write its own key too, so only our key proves a restore.
      [10, { kind: 'restored', id: 110, others: [500] }],
      [11, { kind: 'deleted' }],
    ])
  })

  it('is not called deleted where this user does not see all contacts', async () => {
    const lookup = { there: () => Promise.resolve([8]), origins: () => Promise.resolve([]) }
    const hidden = () => Promise.resolve([])
    const since = await readSinceDeletion(
      [contact(7, 'a'), contact(8, 'b')],
      { ...lookup, hidden },
      () => false,
    )
    expect([...(since ?? [])]).toEqual([
      [7, { kind: 'unseen' }],
      [8, { kind: 'still-there' }],
    ])
  })

  it('is partial where a restore still has something to do', () => {
    const since = new Map([
      [7, { kind: 'restored', id: 107 } as const],
      [8, { kind: 'restored', id: 108 } as const],
      [9, { kind: 'deleted' } as const],
    ])
    expect([...markInPart(since, new Set([7, 9]))]).toEqual([
      [7, { kind: 'restored', id: 107, inPart: true }],
      [8, { kind: 'restored', id: 108 }],
      [9, { kind: 'deleted' }],
    ])
  })

  it('names those that are there twice, the oldest first', async () => {
    const origins = () =>
      Promise.resolve([
        { key: ourKey(7), ids: [51, 50] },
        { key: ourKey(8), ids: [52] },
      ])
    expect([...(await readDoubles([7, 8, 9], { origins }))]).toEqual([[7, [50, 51]]])
  })

  it('is not asked for any more once cancelled', async () => {
    const never = () => Promise.reject(new Error('asked'))
    expect(await readSinceDeletion([anna], { there: never, origins: never }, () => true)).toBeNull()
  })
})
