import { base64Of } from '../../rest/base64.ts'
import type { FetchFile } from './files.ts'

/** Files of the portal, fetched by their addresses; null if the portal does not let a frame fetch the file. */
export interface PortalFiles {
  readonly fetchFile: FetchFile
}

/** A larger file is not a contact's photo or contract, and would not fit into an archive. */
const MOST_BYTES = 5_000_000

/** After this many failures without a success, the portal lets the frame fetch nothing (portal README, "Files"). */
const ENOUGH_REFUSALS = 3

/**
 * @param origin of the portal; addresses may be relative to it, and those of other hosts are not fetched
 * @param fetchIt the browser's fetch, injected for tests
 */
export function createPortalFiles(origin: string, fetchIt: typeof fetch): PortalFiles {
  let refusals = 0
  let any = false

  async function ask(address: string): Promise<{ bytes: Uint8Array; name: string } | null> {
    if (!URL.canParse(address, origin)) return null
    if (!any && refusals >= ENOUGH_REFUSALS) return null
    const url = new URL(address, origin)
    if (url.origin !== origin) return null
    try {
      // The address carries all that is needed. With cookies the browser would refuse the answer of a portal that
      // allows every origin.
      const response = await fetchIt(url, { credentials: 'omit' })
      any = true
      if (!response.ok) return null
      const bytes = new Uint8Array(await response.arrayBuffer())
      return { bytes, name: nameIn(response.headers.get('content-disposition')) }
    } catch {
      // CORS or no network: the browser does not say which.
      refusals++
      return null
    }
  }

  return {
    async fetchFile(address) {
      const file = await ask(address)
      if (file === null || file.bytes.length > MOST_BYTES) return null
      return { name: file.name, base64: base64Of(file.bytes) }
    },
  }
}

/** For a portal none of whose files may be fetched; the archive lists each file as missing. */
export const noFiles: PortalFiles = {
  fetchFile: () => Promise.resolve(null),
}

/** A page sees this header only if the portal exposes it. */
function nameIn(header: string | null): string {
  const [, extended] = /filename\*=utf-8''([^;]+)/iu.exec(header ?? '') ?? []
  const [, plain] = /filename="([^"]+)"/iu.exec(header ?? '') ?? []
  try {
    return decodeURIComponent(extended ?? plain ?? 'file')
  } catch {
    return 'file'
  }
}
