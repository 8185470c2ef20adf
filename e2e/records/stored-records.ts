import { createHash } from 'node:crypto'
import type { Frame, Locator, Page } from '@playwright/test'
import type { Contact, Portal } from '../portal/contract.ts'

/** What specs about records need: the records in the portal, fingerprints made anew, paper. */

export interface StoredRecord {
  readonly id: string
  readonly kind: 'deletion' | 'restore'
  readonly user: { readonly id: number }
  readonly endedAt: number | null
  readonly counts: Readonly<Record<string, number>>
  readonly contacts: Readonly<Record<string, string>>
  readonly later: readonly object[]
  readonly references?: Readonly<Record<string, string>>
  readonly lists?: readonly object[]
}

/** The texts of all records that lie in the portal, as they lie there. */
export function recordTexts({ store }: Portal): string[] {
  return store
    .keptByApp()
    .filter(({ name }) => name === 'record')
    .map(({ text }) => text)
}

export function records(portal: Portal): StoredRecord[] {
  return recordTexts(portal).map((text) => JSON.parse(decodeURIComponent(text.slice(1, -1))) as StoredRecord)
}

/** Everything by which a person could be known; what is as short as a number's part proves nothing. */
export function personalData(contacts: readonly Contact[]): string[] {
  return contacts
    .flatMap(({ NAME, SECOND_NAME, LAST_NAME, fm }) => [
      NAME,
      SECOND_NAME,
      LAST_NAME,
      ...fm.map(({ VALUE }) => VALUE),
    ])
    .filter((text) => text.length > 2)
}

/** As whoever has the printed page would make it: see its "How to check whether a person is among them". */
export function fingerprint({ ID, NAME, SECOND_NAME, LAST_NAME, fm }: Contact, salt: string): string {
  const plain = (value: string): string => value.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim()
  const values = (kind: string, clean: (value: string) => string): string[] => {
    const own = fm.filter(({ TYPE_ID }) => TYPE_ID === kind).map(({ VALUE }) => clean(VALUE))
    return [...new Set(own)].filter(Boolean).sort()
  }
  const lines = [
    salt,
    `id ${ID}`,
    `name ${[NAME, SECOND_NAME, LAST_NAME].map(plain).filter(Boolean).join(' ')}`,
    ...values('EMAIL', plain).map((value) => `email ${value}`),
    ...values('PHONE', (value) => value.replace(/\D/gu, '')).map((value) => `phone ${value}`),
  ]
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** The frame in which this stands. */
export async function frameOf(inside: Locator): Promise<Frame> {
  const element = await inside.elementHandle()
  const frame = await element.ownerFrame()
  if (frame === null) throw new Error('the app has no frame')
  return frame
}

/** How the frame's document comes out of the printer: a browser prints a frame alone, so it is put into a page alone. */
export async function printed(
  page: Page,
  frame: Frame,
  theme: string,
): Promise<{ pages: number; colours: string[] }> {
  const { css, html } = await frame.evaluate(() => ({
    css: [...document.styleSheets]
      .flatMap(({ cssRules }) => [...cssRules].map((rule) => rule.cssText))
      .join('\n'),
    html: document.body.outerHTML,
  }))
  const paper = await page.context().newPage()
  await paper.setContent(
    `<!doctype html><html data-theme="${theme}"><head><style>${css}</style></head>${html}</html>`,
  )
  const pdf = await paper.pdf({ preferCSSPageSize: true })
  await paper.emulateMedia({ media: 'print' })
  const colours = await paper
    .getByRole('article')
    .evaluate((article) => [
      getComputedStyle(article).color,
      getComputedStyle(document.documentElement).backgroundColor,
    ])
  await paper.close()
  return { pages: pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/gu)?.length ?? 0, colours }
}
