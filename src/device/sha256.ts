import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * SHA-256 as 64 lower-case hex digits. The browser's own implementation is missing where the page is not a secure
 * context. The frame of a portal without https is not one, whatever the app's address (W3C Secure Contexts, 3.1).
 */
export async function sha256(
  bytes: Uint8Array,
  subtle: Pick<SubtleCrypto, 'digest'> | null = 'subtle' in crypto ? crypto.subtle : null,
): Promise<string> {
  if (subtle === null) return bytesToHex(digest(bytes))
  // A copy, because the browser accepts no bytes that another thread may change.
  return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', new Uint8Array(bytes))))
}
