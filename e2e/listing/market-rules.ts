import { keywordsOf, type ListingTexts } from './listing.ts'

/**
 * What the market refuses of a card's texts and pictures, as far as a machine can see it. The market's own pages:
 * https://github.com/bitrix24/b24restdocs/blob/main/market/preparing-to-publish/common-requirements.md
 */
export const MOST_KEYWORD_CHARACTERS = 2000
export const MOST_SHORT_SENTENCES = 2
export const LARGEST_PICTURE = { width: 1280, height: 720 } as const
const ICON = { least: 250, most: 650 } as const

/** "Bitrix24" and what belongs to it: search spam among the keywords. */
const BRAND = /bitrix|битрикс|b24/iu

/** @returns one line for each breach. */
export function textProblems(texts: ListingTexts): string[] {
  const keywords = keywordsOf(texts)
  const sentences = texts.short.split(/(?<=[.!?])\s+/u).length
  return [
    ...(keywords.length > MOST_KEYWORD_CHARACTERS
      ? [`the keywords have ${keywords.length} characters; ${MOST_KEYWORD_CHARACTERS} is the most`]
      : []),
    ...texts.keywords
      .filter((word) => BRAND.test(word) || word.includes(','))
      .map((word) => `the keyword "${word}" names a brand or has a comma`),
    ...(sentences > MOST_SHORT_SENTENCES
      ? [`the short description has ${sentences} sentences; ${MOST_SHORT_SENTENCES} is the most`]
      : []),
    ...(texts.short.includes(texts.title) ? ['the short description repeats the title'] : []),
    ...[texts.licence, texts.privacy]
      .filter(({ title }) => !title.includes(texts.title))
      .map(({ title }) => `"${title}" does not name the app as its card does`),
    ...[texts.licence, texts.privacy]
      .filter(({ paragraphs }) => !paragraphs.some((text) => text.includes('{licensor}')))
      .map(({ title }) => `"${title}" does not name who publishes the app`),
  ]
}

/** What an image file's header says. */
export interface PictureFacts {
  readonly width: number
  readonly height: number
  readonly transparent: boolean
}

/** Where a PNG's first chunk, IHDR, has what we ask of it. */
const WIDTH_AT = 16
const HEIGHT_AT = 20
const COLOUR_TYPE_AT = 25
const ALPHA_BIT = 4

/** @param png the bytes of a PNG file */
export function pictureFacts(png: Buffer): PictureFacts {
  return {
    width: png.readUInt32BE(WIDTH_AT),
    height: png.readUInt32BE(HEIGHT_AT),
    transparent: (png.readUInt8(COLOUR_TYPE_AT) & ALPHA_BIT) !== 0,
  }
}

export function screenshotProblems({ width, height }: PictureFacts): string[] {
  return width > LARGEST_PICTURE.width || height > LARGEST_PICTURE.height
    ? [`${width} × ${height} px; ${LARGEST_PICTURE.width} × ${LARGEST_PICTURE.height} is the most`]
    : []
}

export function iconProblems({ width, height, transparent }: PictureFacts): string[] {
  return [
    ...(width === height ? [] : [`${width} × ${height} px is no square`]),
    ...(width < ICON.least || width > ICON.most
      ? [`${width} px wide; the market takes ${ICON.least} to ${ICON.most}`]
      : []),
    ...(transparent ? ['it may be transparent'] : []),
  ]
}
