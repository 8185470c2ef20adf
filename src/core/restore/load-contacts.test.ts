import { describe, expect, it } from 'vitest'
import { archivedContact } from '../../../e2e/simulation/archived-contact.ts'
import { runRecord } from '../../../e2e/simulation/run-record.ts'
import { failureOfKind, PortalFailure } from '../failure.ts'
import type { RunRecord } from '../records/record.ts'
import type { DeletedContact } from './deleted-contacts.ts'
import { loadContacts } from './load-contacts.ts'

const read = (id: number, archiveId: string, planId = 'another'): DeletedContact => ({
  id,
  planId,
  name: null,
  phones: [],
  emails: [],
  contact: archivedContact(id),
  archiveId,
  trust: 'sound',
})

const archive = (archiveId: string): RunRecord['archive'] => ({
  archiveId,
  places: [],
  contacts: 3,
  incomplete: 0,
  seal: null,
})

const fromFile = [read(4, 'file', 'of-file'), read(5, 'file', 'of-file'), read(6, 'file', '')]

async function deletedIn(list: () => Promise<readonly RunRecord[]>, isAdmin = false): Promise<number[]> {
  const unasked = (): never => {
    throw new Error('not to be asked')
  }
  const { deleted } = await loadContacts(
    { kind: 'read', contacts: [read(1, 'a'), read(2, 'a'), read(3, 'b'), ...fromFile] },
    {
      browserStore: { list: unasked, read: unasked, write: unasked, erase: unasked } as never,
      portalStore: unasked,
      about: { appVersion: '1', portal: { memberId: 'm', host: 'h' }, user: { id: 1, name: '' } },
      codec: {} as never,
      lookup: isAdmin ? {} : { hidden: () => Promise.resolve([]) },
      records: { list },
    },
  )
  return [...(deleted ?? [])]
}

describe('the contacts to restore', () => {
  const records = [
    runRecord({ archive: archive('a'), contacts: { deleted: '1,3', failed: '2' } }),
    runRecord({ archive: archive('b'), contacts: { gone: '3' } }),
    runRecord({ kind: 'restore', archive: archive('b'), contacts: { deleted: '3' } }),
  ]

  it('are known to be deleted where the record of the run that copied them says so', async () => {
    expect(await deletedIn(() => Promise.resolve(records))).toEqual([1])
  })

  it('are known so from a file, too', async () => {
    const ofFile = runRecord({ id: 'of-file', contacts: { deleted: '4', failed: '5' } })
    const another = runRecord({ id: 'later', contacts: { deleted: '5,6' } })
    expect(await deletedIn(() => Promise.resolve([ofFile, another]))).toEqual([4])
  })

  it('are not asked for where the user sees everything, and may be loaded without records', async () => {
    expect(await deletedIn(() => Promise.reject(new Error('asked')), true)).toEqual([])
    const failed = (): Promise<never> => Promise.reject(new PortalFailure(failureOfKind('network')))
    expect(await deletedIn(failed)).toEqual([])
  })
})
