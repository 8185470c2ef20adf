import type { FrameLocator } from '@playwright/test'
import { fill, textsFor } from '../portal/pages/texts.ts'
import type { PicturedPages } from '../support/scenes.ts'
import { wordsIn } from '../support/words.ts'
import type { ListedLanguage } from './listing.ts'

const TICKED = 5

type Words = ReturnType<typeof wordsIn>

/** Opens the app in a slider over the portal's contact list, goes to a screen and resolves with the app. */
export type ListingScene = (pictured: PicturedPages, language: ListedLanguage) => Promise<FrameLocator>

/** In the order in which the market's card shows them. */
export const LISTING_SCENES: Readonly<Record<string, ListingScene>> = {
  '1-list': async (pictured, language) => (await ticked(pictured, language)).app,
  '2-review': async (pictured, language) => (await reviewed(pictured, language)).app,
  '3-result': async (pictured, language) => (await deleted(pictured, language)).app,
  '4-deleted': async (pictured, language) => {
    const { app, words } = await deleted(pictured, language)
    await app.getByRole('button', { name: words('deletion-run.back'), exact: true }).click()
    await app.getByRole('button', { name: words('deleted.open'), exact: true }).click()
    const table = app.getByRole('table', { name: words('deleted.table'), exact: true })
    await table.getByRole('checkbox').nth(1).waitFor()
    await table.getByText(words('deleted.stateLooking')).first().waitFor({ state: 'detached' })
    return app
  },
  '5-question': async (pictured, language) => {
    const words = wordsIn(language)
    const { page } = pictured.pages
    await openPortalList(pictured, words)
    const actions = fill(textsFor(language).actions, { name: '' }).trim()
    await page.getByRole('button', { name: actions }).nth(2).click()
    await page.getByRole('menuitem', { name: words('install.titleMenu'), exact: true }).click()
    const app = pictured.pages.appInSlider()
    await app.getByRole('button', { name: words('deletion.confirm'), exact: true, disabled: false }).waitFor()
    return app
  },
}

async function openPortalList({ pages, held }: PicturedPages, words: Words): Promise<void> {
  const { lang } = held.settings
  for (const place of held.app.placements) {
    const title = TITLES[place.placement]
    if (title !== undefined) place.langAll[lang] = { TITLE: words(title) }
  }
  await pages.openContactList()
}

/** As the app's installer names its places. */
const TITLES: Readonly<Record<string, Parameters<Words>[0]>> = {
  CRM_CONTACT_LIST_MENU: 'install.titleMenu',
  CRM_CONTACT_LIST_TOOLBAR: 'common.appName',
}

interface Opened {
  readonly app: FrameLocator
  readonly words: Words
}

async function ticked(pictured: PicturedPages, language: ListedLanguage): Promise<Opened> {
  const words = wordsIn(language)
  const { page } = pictured.pages
  await openPortalList(pictured, words)
  await page.getByRole('button', { name: textsFor(language).apps, exact: true }).click()
  await page.getByRole('menuitem', { name: words('common.appName'), exact: true }).click()
  const app = pictured.pages.appInSlider()
  const table = app.getByRole('table', { name: words('contacts.table'), exact: true })
  await table.getByRole('link').first().waitFor()
  const boxes = table.getByRole('row').getByRole('checkbox')
  for (let row = 1; row <= TICKED; row++) await boxes.nth(row).check()
  return { app, words }
}

async function reviewed(pictured: PicturedPages, language: ListedLanguage): Promise<Opened> {
  const opened = await ticked(pictured, language)
  const { app, words } = opened
  await app.getByRole('button', { name: words('selection.review'), exact: true }).click()
  const list = app.getByRole('table', { name: words('review.list'), exact: true })
  // Phones and e-mails come after the names.
  await list.getByText('@example.com').first().waitFor()
  return opened
}

async function deleted(pictured: PicturedPages, language: ListedLanguage): Promise<Opened> {
  const opened = await reviewed(pictured, language)
  const { app, words } = opened
  const list = app.getByRole('table', { name: words('review.list'), exact: true })
  // The rest is skipped by rules.
  const count = await list.getByRole('rowheader').count()
  const button = { name: words('review.delete', { count }), exact: true }
  await app.getByRole('button', button).click()
  await app.getByRole('alertdialog').getByRole('button', button).click()
  await app.getByRole('heading', { name: words('deletion-run.titleDone', { count }), exact: true }).waitFor()
  return opened
}
