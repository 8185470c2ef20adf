/** The bytes of a text file as text, without control characters; null: it is not text. */
export function decodeText(bytes: Uint8Array): string | null {
  if (SIGNATURES.some((signature) => signature.every((byte, at) => bytes[at] === byte))) return null
  return withoutControls(decode(bytes))
}

/** The first bytes of files that are not text: PNG, JPEG, GIF, PDF, gzip, 7z, RAR, RIFF. */
const SIGNATURES: readonly (readonly number[])[] = [
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0x47, 0x49, 0x46, 0x38],
  [0x25, 0x50, 0x44, 0x46],
  [0x1f, 0x8b],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
  [0x52, 0x49, 0x46, 0x46],
]

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || hasZeroIn(bytes, 1))
    return new TextDecoder('utf-16le').decode(bytes)
  if ((first === 0xfe && second === 0xff) || hasZeroIn(bytes, 0))
    return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Russian Excel saves CSV like this; Latin letters, digits and signs are the same in every Windows code page.
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

/**
 * Whether this is UTF-16 without a byte order mark: many of the first bytes at even (0) or odd (1) places are zero, and
 * none at the others. Needs at least 8 bytes.
 */
function hasZeroIn(bytes: Uint8Array, place: 0 | 1): boolean {
  const zeros = [0, 0]
  const first = bytes.subarray(0, 200)
  first.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  })
  return first.length >= 8 && (zeros[place] ?? 0) * 4 > first.length && (zeros[1 - place] ?? 0) === 0
}

/** The largest share of control characters in a text; one is always allowed. */
const MOST_CONTROLS = 0.05

/** Excel, databases and old programs leave a few control characters in good files; a picture has many. */
function withoutControls(text: string): string | null {
  let body = text
  // CP/M and DOS programs end a text with these.
  while (body.endsWith('\u001a') || body.endsWith('\0')) body = body.slice(0, -1)
  const controls = body.match(CONTROLS)?.length ?? 0
  if (controls > Math.max(1, body.length * MOST_CONTROLS)) return null
  return body.replace(/[\v\f]/gu, ' ').replace(CONTROLS, (_, at: number) =>
    // Between two digits it is replaced: dropping it would join two numbers or change one.
    /\d/u.test(body[at - 1] ?? '') && /\d/u.test(body[at + 1] ?? '') ? '\ufffd' : '',
  )
}

const CONTROLS = /[^\P{Cc}\t\n\r]/gu
