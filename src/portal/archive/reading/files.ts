import type { ArchivedFile } from '#core/archive/archived-contact.ts'
import type { JsonValue, JsonObject } from '#core/json.ts'
import type { ContactBuilder, ContactBuilders } from './contact-builder.ts'

/**
 * Fetches a file of the portal by the address in a field; null if the frame may not (portal README, "Files"). Never
 * rejects.
 */
export type FetchFile = (address: string) => Promise<Pick<ArchivedFile, 'name' | 'base64'> | null>

/**
 * The bytes of photos and file fields. Their addresses die with the contact and may hold a token, so only the fact that
 * there was a file is stored.
 */
export async function readFiles(builders: ContactBuilders, fetchFile: FetchFile): Promise<void> {
  for (const builder of builders.ids.flatMap((each) => builders.of(each) ?? [])) {
    if (builder.fields === null) continue
    const kept: Record<string, JsonValue> = {}
    for (const [name, value] of Object.entries(builder.fields)) {
      kept[name] = isFiles(value) ? withoutAddress(value) : value
      if (isFiles(value)) await readField(builders, builder, name, value, fetchFile)
    }
    builder.fields = kept
  }
}

/** The same without fetching anything: addresses hold tokens that differ each time. */
export function dropAddresses(builders: ContactBuilders): void {
  for (const builder of builders.ids.flatMap((each) => builders.of(each) ?? [])) {
    const fields = Object.entries(builder.fields ?? {})
    if (builder.fields !== null)
      builder.fields = Object.fromEntries(
        fields.map(([name, value]) => [name, isFiles(value) ? withoutAddress(value) : value]),
      )
  }
}

type FileValue = JsonObject | readonly JsonObject[]

async function readField(
  builders: ContactBuilders,
  builder: ContactBuilder,
  field: string,
  value: FileValue,
  fetchFile: FetchFile,
): Promise<void> {
  for (const each of listed(value)) {
    const file = await fetchFile(addressOf(each))
    if (file === null) builders.note([builder.id], 'files', 'no-way', field)
    else builder.files.push({ field, ...file })
  }
}

function isFiles(value: JsonValue | undefined): value is FileValue {
  if (typeof value !== 'object' || value === null) return false
  const all = Array.isArray(value) ? (value as readonly JsonValue[]) : [value]
  return all.length > 0 && all.every((each) => isFile(each))
}

function isFile(value: JsonValue): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    addressOf(value as JsonObject) !== ''
  )
}

/** `downloadUrl` in the old family of methods, `urlMachine` in the newer one. */
function addressOf(file: JsonObject): string {
  const address = file.downloadUrl ?? file.urlMachine ?? file.url ?? file.showUrl
  return typeof address === 'string' ? address : ''
}

function listed(value: FileValue): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [value as JsonObject]
}

function withoutAddress(value: FileValue): JsonValue {
  const bare = listed(value).map((file) => ({ id: file.id ?? null, downloadUrl: '' }))
  return Array.isArray(value) ? bare : (bare[0] ?? null)
}
