import type { LocalPortal } from '../portal.ts'
import { USER_FIELDS } from '../methods/contact/user-fields.ts'

/** A file as the portal sends it; null: this is no address of a file. */
export interface Download {
  status: number
  headers: Readonly<Record<string, string>>
  bytes: Buffer
}

const SHOW_FILE = '/bitrix/components/bitrix/crm.contact.show/show_file.php'
const NONE: Download = { status: 404, headers: {}, bytes: Buffer.alloc(0) }

/**
 * Photos and files of contacts, as long as the contact is there. Without CORS headers, so that a page of another origin
 * can show a link to them but not fetch them (portal README, "Files": inferred).
 */
export function download(portal: LocalPortal, url: string): Download | null {
  const { pathname, searchParams } = new URL(url, portal.origin)
  if (pathname === SHOW_FILE) return contactFile(portal, searchParams)
  return null
}

function contactFile(portal: LocalPortal, query: URLSearchParams): Download {
  const contact = portal.store.contact(Number(query.get('ownerId')))
  const field = query.get('fieldName') ?? ''
  const known = USER_FIELDS.some(({ name, type }) => name === field && type === 'file')
  const id = field === 'PHOTO' ? (contact?.photo ?? 0) : known ? Number(contact?.uf[field] ?? 0) : 0
  const file = id === Number(query.get('fileId')) ? portal.store.files.get(id) : undefined
  return file === undefined ? NONE : answer(portal, file.name, file.bytes)
}

function answer({ settings }: LocalPortal, name: string, bytes: Buffer): Download {
  const cors = settings.downloadsAllowCors === true ? { 'Access-Control-Allow-Origin': '*' } : {}
  return {
    status: 200,
    headers: {
      'Content-Type': name.endsWith('.png') ? 'image/png' : 'application/octet-stream',
      'Content-Disposition': `attachment; filename*=utf-8''${encodeURIComponent(name)}`,
      ...cors,
    },
    bytes,
  }
}
