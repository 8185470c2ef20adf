/** Bytes of a text file as text; null: it is no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decode(bytes)
  // A picture or a PDF decodes too, as anything does in windows-1251; no text holds these characters.
  return hasControls(text) ? null : text
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Excel in Russian saves CSV so; the Latin letters, digits and signs are the same in every Windows code page.
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) return true
  }
  return false
}
