/** Each distinct text once; columns hold its number. Ranks give the texts' alphabetical places, for sorting numbers. */
export interface StringPool {
  intern(text: string): number
  text(index: number): string
  readonly size: number
  /** 1 where the text passes, by index: a filter over a million rows asks a few thousand texts. */
  matching(test: (text: string) => boolean): Uint8Array
  /** Place of the text in the alphabet, ignoring case as MySQL's *_ci collations do. */
  rank(index: number): number
  /** All ranks by index, for a tight loop; stale as soon as a new text comes in. */
  ranks(): Int32Array
}

export function createStringPool(): StringPool {
  const texts: string[] = []
  const indexes = new Map<string, number>()
  let ranks = new Int32Array(0)

  function refreshRanks(): void {
    const collator = new Intl.Collator('en', { sensitivity: 'accent' })
    const order = texts.map((_, index) => index).sort((a, b) => collator.compare(textAt(a), textAt(b)))
    ranks = new Int32Array(texts.length)
    let rank = -1
    let previous: string | undefined
    for (const index of order) {
      const text = textAt(index)
      if (previous === undefined || collator.compare(previous, text) !== 0) rank++
      ranks[index] = rank
      previous = text
    }
  }
  function textAt(index: number): string {
    return texts[index] ?? ''
  }

  return {
    intern(text) {
      const known = indexes.get(text)
      if (known !== undefined) return known
      indexes.set(text, texts.length)
      return texts.push(text) - 1
    },
    text: textAt,
    get size() {
      return texts.length
    },
    matching(test) {
      return Uint8Array.from(texts, (text) => (test(text) ? 1 : 0))
    },
    ranks() {
      if (ranks.length !== texts.length) refreshRanks()
      return ranks
    },
    rank(index) {
      if (ranks.length !== texts.length) refreshRanks()
      return ranks[index] ?? -1
    },
  }
}
