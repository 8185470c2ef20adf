import { join } from 'node:path'
import type { BrowserContext, FrameLocator } from '@playwright/test'
import { ContactsPage } from '../pages/contacts-page.ts'
import { DeletedPage } from '../pages/deleted-page.ts'
import type { PortalPages } from '../pages/portal-pages.ts'
import { ReviewPage } from '../pages/review-page.ts'
import { RunPage } from '../pages/run-page.ts'
import { SelectionBar } from '../pages/selection-bar.ts'
import type { Portal, PortalOptions } from '../portal/contract.ts'
import { ROOT } from '../tools/files.ts'

/** What the README's pictures show, for the command that makes them and the spec that says when they are old. */

const PICTURES = join(ROOT, 'e2e/screenshots')
/** Time stands still, so that the same app gives the same dates. */
const NOW = Date.UTC(2026, 10, 23, 12)
const TICKED = 5
/** One of them has an open deal. */
const DELETED = 4

export const PICTURED_PORTAL: Partial<PortalOptions> = { contacts: 2000, now: () => NOW }
export const PICTURED_SIZE = { width: 1280, height: 760 }

export interface PicturedPages {
  readonly pages: PortalPages
  readonly held: Portal
}

/** Opens it. Resolves with the app, which may still load what comes by itself, such as names of companies. */
export type Scene = (pictured: PicturedPages) => Promise<FrameLocator>

export async function stopTime(context: BrowserContext, { settings }: Portal): Promise<void> {
  // The bucket of requests leaks with the clock, which stands still.
  settings.limits.bucketSize = Number.POSITIVE_INFINITY
  await context.clock.setFixedTime(NOW)
}

/** What a person sees on the picture, as a screen reader would read it; the portal's port is any that is free. */
export async function shownIn(app: FrameLocator): Promise<string> {
  return (await app.locator('body').ariaSnapshot()).replace(/(portal\.localhost):\d+/gu, '$1')
}

export function pictureOf(name: string): string {
  return join(PICTURES, `${name}.png`)
}

/** Where what is on the picture is kept as a text. */
export function textOf(name: string): string {
  return join(PICTURES, `${name}.txt`)
}

/** Each by itself. */
const ALONE: Readonly<Record<string, Scene>> = { question, tab }

/** After each other, from a list that has just been opened: each goes on where the last one left the app. */
const STORY: Readonly<Record<string, (app: FrameLocator) => Promise<void>>> = {
  list: tick,
  review: async (app) => {
    await new SelectionBar(app).review.click()
    // E-mails come after the rows.
    await new ReviewPage(app).list.getByText(/@/u).first().waitFor()
  },
  result: async (app) => {
    await new ReviewPage(app).confirmAsked(DELETED)
    await new RunPage(app).result(DELETED).waitFor()
  },
  deleted: async (app) => {
    await new RunPage(app).back.click()
    const screen = new DeletedPage(app)
    await screen.open.click()
    await screen.table.getByRole('row').nth(DELETED).waitFor()
    await screen.table.getByText('Looking…').first().waitFor({ state: 'detached' })
  },
}

/** The README's own, each in a portal of its own. */
export const PICTURED: Readonly<Record<string, Scene>> = {
  ...ALONE,
  ...Object.fromEntries(
    Object.keys(STORY).map((name, at): [string, Scene] => [
      name,
      async ({ pages }) => {
        const app = await openList(pages)
        for (const step of Object.values(STORY).slice(0, at + 1)) await step(app)
        return app
      },
    ]),
  ),
}

/** The same after each other in one portal; `look` is called at each. */
export async function throughPictured(
  pictured: PicturedPages,
  look: (name: string, app: FrameLocator) => Promise<void>,
): Promise<void> {
  for (const [name, scene] of Object.entries(ALONE)) await look(name, await scene(pictured))
  const app = await openList(pictured.pages)
  for (const [name, step] of Object.entries(STORY)) {
    await step(app)
    await look(name, app)
  }
}

/** Those that can be opened in any language. */
export const ANY_LANGUAGE: Readonly<Record<string, Scene>> = {
  list: ({ pages }) => openList(pages),
  question,
  tab,
  'tab-question': async (pictured) => {
    const app = await tab(pictured)
    await app.getByRole('button', { name: /^(Delete contact|Удалить контакт)$/u }).click()
    await readyQuestion(app)
    return app
  },
}

async function question({ pages }: PicturedPages): Promise<FrameLocator> {
  const app = await openList(pages)
  await new ContactsPage(app).table
    .getByRole('button', { name: /^Delete |^Удалить /u })
    .nth(2)
    .click()
  await readyQuestion(app)
  return app
}

/** All of it is read: what is linked to the contact, and where the copy will be. */
async function readyQuestion(app: FrameLocator): Promise<void> {
  await app
    .getByRole('alertdialog')
    .getByRole('button', { name: /^(Delete contact|Удалить контакт)$/u, disabled: false })
    .waitFor()
}

async function tab({ pages, held }: PicturedPages): Promise<FrameLocator> {
  const app = await pages.openCardTab(busiestContact(held))
  await app.getByRole('heading').first().waitFor()
  return app
}

async function openList(pages: PortalPages): Promise<FrameLocator> {
  const app = await pages.openApp()
  await app.getByRole('table').getByRole('link').first().waitFor()
  return app
}

async function tick(app: FrameLocator): Promise<void> {
  const boxes = new ContactsPage(app).table.getByRole('row').getByRole('checkbox')
  for (let row = 1; row <= TICKED; row++) await boxes.nth(row).check()
}

/** The contact on which most hangs: its picture shows all there is to show. */
function busiestContact({ store }: Portal): number {
  const weights = [...store.contactIds()].map((id) => {
    const types = [2, 7, ...store.smartTypes().map(({ entityTypeId }) => entityTypeId)]
    const items = types.map((type) => Math.min(store.itemsOfContact(type, id).length, 3))
    const rest = [
      store.activitiesOfContact(id),
      store.requisitesOfContact(id),
      store.contact(id)?.COMPANY_IDS ?? [],
    ]
    return {
      id,
      weight: [...items, ...rest.map(({ length }) => Math.min(length, 3))].reduce((a, b) => a + b, 0),
    }
  })
  const [busiest] = weights.sort((a, b) => b.weight - a.weight)
  if (!busiest) throw new Error('The portal has no contacts.')
  return busiest.id
}
