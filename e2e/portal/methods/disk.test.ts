import { describe, expect, test } from 'vitest'
import { download } from '../server/downloads.ts'
import { ODD } from '../store/odd-contacts.ts'
import { USER } from '../store/users.ts'
import { createTestPortal, type TestPortal } from '../testing.ts'

/** The users' own Drives, and the addresses of files. */

const CONTENT = Buffer.from('{"contact":1}\n')
const fileContent = ['archive.jsonl', CONTENT.toString('base64')]

function withScope(): TestPortal {
  const test = createTestPortal()
  test.portal.app.scopes.add('disk')
  return test
}
function storageOf({ call }: TestPortal, user: number): number {
  const rows = call('disk.storage.getlist', { filter: { ENTITY_TYPE: 'user', ENTITY_ID: user } }, user).body
    .result
  return Number((rows as { ID: string }[])[0]!.ID)
}

test('nothing works without the scope', () => {
  expect(createTestPortal().call('disk.storage.getlist').body.error).toBe('insufficient_scope')
})

test('everybody sees his own storage only', () => {
  const test = withScope()
  const own = storageOf(test, USER.manager)
  expect(test.call('disk.storage.getlist', {}, USER.manager).body.result).toHaveLength(1)
  expect(test.call('disk.storage.getchildren', { id: own }, USER.manager).body.result).toEqual([])
  expect(test.call('disk.storage.getchildren', { id: own }, USER.admin).body.error).toBe('ACCESS_DENIED')
  expect(test.call('disk.storage.getforapp', {}, USER.manager).body.error).toBe('ACCESS_DENIED')
})

describe('files', () => {
  test('are put into a folder, listed, and deleted', () => {
    const test = withScope()
    const id = storageOf(test, USER.manager)
    const call = (method: string, params: Record<string, unknown>) =>
      test.call(method, params, USER.manager).body
    const folder = call('disk.storage.addfolder', { id, data: { NAME: 'Tidy Contacts' } }).result as {
      ID: string
    }
    expect(call('disk.storage.addfolder', { id, data: { NAME: 'Tidy Contacts' } }).error).toBe(
      'DISK_OBJ_22000',
    )
    const upload = { id: folder.ID, data: { NAME: 'archive.jsonl' }, fileContent }
    const file = call('disk.folder.uploadfile', upload).result as { ID: string; DOWNLOAD_URL: string }
    expect(file).toMatchObject({ NAME: 'archive.jsonl', TYPE: 'file', SIZE: String(CONTENT.length) })
    expect(call('disk.folder.uploadfile', upload).error).toBe('DISK_OBJ_22000')
    expect(call('disk.folder.uploadfile', { ...upload, generateUniqueName: true }).result).toMatchObject({
      NAME: 'archive (1).jsonl',
    })
    expect(
      call('disk.folder.getchildren', { id: folder.ID, filter: { NAME: 'archive.jsonl' } }).result,
    ).toMatchObject([{ ID: file.ID }])
    expect(download(test.portal, file.DOWNLOAD_URL)).toMatchObject({ status: 200, bytes: CONTENT })
    expect(call('disk.file.delete', { id: file.ID }).result).toBe(true)
    expect(call('disk.file.get', { id: file.ID }).error).toBe('ERROR_NOT_FOUND')
    expect(download(test.portal, file.DOWNLOAD_URL)?.status).toBe(404)
  })

  test('without content or name are refused', () => {
    const test = withScope()
    const id = storageOf(test, USER.admin)
    expect(test.call('disk.storage.uploadfile', { id, data: { NAME: 'x' } }).body.error).toBe(
      'ERROR_COULD_NOT_SAVE_FILE',
    )
    expect(test.call('disk.storage.uploadfile', { id, fileContent }).body.error).toBe(
      'DISK_BASE_SERVICE_22001',
    )
  })
})

test('a photo may be fetched as long as the contact is there, but not by a page of another origin', () => {
  const { call, portal } = createTestPortal()
  const id = [...portal.store.contactIds()].find((one) => (portal.store.contact(one)?.photo ?? 0) > 0)!
  expect(portal.store.contact(ODD.nothing)?.photo).toBe(0)
  const { PHOTO } = call('crm.contact.get', { id }).body.result as { PHOTO: { downloadUrl: string } }
  const got = download(portal, PHOTO.downloadUrl)
  expect(got).toMatchObject({ status: 200, headers: { 'Content-Type': 'image/png' } })
  expect(got?.headers).not.toHaveProperty('Access-Control-Allow-Origin')
  portal.settings.downloadsAllowCors = true
  expect(download(portal, PHOTO.downloadUrl)?.headers).toHaveProperty('Access-Control-Allow-Origin')
  portal.store.deleteContact(id, USER.admin)
  expect(download(portal, PHOTO.downloadUrl)?.status).toBe(404)
})
