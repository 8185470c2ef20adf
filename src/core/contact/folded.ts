/**
 * Equal for texts that a database may take for one; which letters it takes for one differs: “Semen” finds “Semën”,
 * “walesa” may find “Wałęsa”. What the portal rightly found must not be called something else, so all of these are one
 * here.
 */
export function folded(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/\p{M}/gu, '')
  // In capitals ß and ẞ, i and ı, σ and ς are one.
  return bare
    .toLowerCase()
    .toUpperCase()
    .replaceAll(/[ØŁĐ]/gu, (letter) => STRUCK[letter] ?? letter)
    .replaceAll(/[ァ-ヶ]/gu, (kana) => String.fromCodePoint(kana.charCodeAt(0) - KATAKANA_AFTER_HIRAGANA))
}

/** Unicode has no parts for these. */
const STRUCK: Readonly<Record<string, string>> = { Ø: 'O', Ł: 'L', Đ: 'D' }
const KATAKANA_AFTER_HIRAGANA = 0x60
