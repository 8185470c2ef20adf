import { Buffer } from 'node:buffer'
import type { FrameLocator, Locator } from '@playwright/test'
import type { MessageId } from '../../../src/i18n/catalogue.ts'
import type { PortalLanguage } from '../../../src/i18n/languages.ts'
import type { PortalPages } from '../../pages/portal-pages.ts'
import type { RunningPortal } from '../../portal/contract.ts'
import { ODD } from '../../portal/store/odd-contacts.ts'
import { takesManyRequests } from '../deletion-run.ts'
import { wordsIn } from '../words.ts'

/** Called at each screen. The window is as wide as before when it resolves. */
export type Look = (name: string, app: FrameLocator) => Promise<void>

/** Some screens after each other, from the list and back to it. */
type Way = (on: Screens) => Promise<void>

/** What a way does, in any language: buttons are called by their message. */
class Screens {
  readonly app: FrameLocator
  readonly portal: RunningPortal
  /** The contacts of the screen. */
  readonly table: Locator
  readonly main: Locator
  readonly dialog: Locator
  readonly say: ReturnType<typeof wordsIn>
  private readonly pages: PortalPages
  private readonly look: Look

  constructor(pages: PortalPages, portal: RunningPortal, language: PortalLanguage, look: Look) {
    const app = pages.app()
    this.pages = pages
    this.app = app
    this.portal = portal
    this.look = look
    this.say = wordsIn(language)
    this.main = app.locator('main:visible')
    this.table = this.main.getByRole('table').last()
    this.dialog = app.locator('dialog[open]')
  }

  async show(name: string): Promise<void> {
    await this.look(name, this.app)
  }

  button(id: MessageId, within: Locator | FrameLocator = this.app): Locator {
    return within.getByRole('button', { name: this.say(id), exact: true }).first()
  }

  async press(...ids: MessageId[]): Promise<void> {
    for (const id of ids) await this.button(id).click()
  }

  /** Shows the open dialog, and leaves it by one of its buttons. */
  async showDialog(name: string, leave: MessageId | Locator): Promise<void> {
    await this.dialog.waitFor()
    await this.show(name)
    await (typeof leave === 'string' ? this.button(leave, this.dialog) : leave).click()
    await this.dialog.waitFor({ state: 'detached' })
  }

  /** Ticks the first rows of the list. */
  async tick(count: number): Promise<void> {
    await this.table.getByRole('link').first().waitFor()
    const boxes = this.table.getByRole('row').getByRole('checkbox')
    for (let row = 1; row <= count; row++) await boxes.nth(row).check()
  }

  async openCard(contactId: number): Promise<void> {
    await this.pages.page.goto(`${this.portal.origin}/crm/contact/details/${contactId}/`)
    await this.pages.page.getByRole('tab').last().click()
  }

  /** Until a contact may be deleted: all is read that the question says. */
  get confirm(): Locator {
    return this.dialog.getByRole('button', {
      name: this.say('deletion.confirm'),
      exact: true,
      disabled: false,
    })
  }
}

const aroundTheList: Way = async (on) => {
  const { table } = on
  await on.tick(3)
  await on.show('list')
  await on.press('review.protectShort')
  await on.showDialog('protect', 'review.protectShort')
  await on.press('contacts.filters', 'filters.presetUnreachable')
  await on.app.locator('table[aria-busy="false"]').waitFor()
  await on.show('filters')
  await on.press('contacts.clearFilters', 'contacts.closeFilters')
  // The ticked ones are back, and no row is pale any more.
  await on.table.locator('[aria-selected="true"]').nth(2).waitFor()
  await on.app.locator('table[aria-busy="false"]').waitFor()
  await on.press('contacts.columns')
  await on.show('columns')
  await on.press('contacts.columns', 'contacts.more')
  await on.show('menu')
  await on.press('export.open')
  await on.showDialog('export', 'common.cancel')
  // Not a protected one.
  await table.getByRole('row').nth(4).getByRole('button').last().click()
  await on.confirm.waitFor()
  await on.showDialog('question', on.confirm)
  await on.button('deletion-run.undo').waitFor()
  await on.show('deleted one')
  await on.press('selection.clear')
}

const fromSpreadsheet: Way = async (on) => {
  const { dialog } = on
  const line = (id: number): string => `R-1;${id};Somebody from a spreadsheet with many columns;;;;;;;;;`
  const lines = ['Request no.;ID;Remarks;A;B;C;D;E;F;G;H;I', line(ODD.noEmail), line(999_999)]
  await on.press('list-import.open')
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'requests.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n')),
  })
  await dialog.getByRole('table').waitFor()
  await on.show('spreadsheet')
  await on.press('list-import.look')
  await on.button('list-import.back').waitFor()
  await on.show('matching')
  await on.press('list-import.back')
  await on.button('common.cancel', dialog).click()
}

const cleanUp: Way = async (on) => {
  await on.press('clean-up.title')
  await on.button('saved.save').waitFor()
  await on.button('clean-up.stop').waitFor({ state: 'detached' })
  await on.press('saved.save')
  await on.dialog.getByRole('textbox').first().fill('Out of reach')
  await on.showDialog('save clean-up', 'saved.doSave')
  await on.show('clean up')
  await on.press('deleted.back')
}

const deletion: Way = async (on) => {
  const { main, dialog, portal } = on
  const { settings, faults } = portal.portal
  const form = main.locator('form')
  await on.tick(10)
  await on.press('selection.review')
  await on.table.getByRole('link').first().waitFor()
  await on.press('guards.open')
  await on.showDialog('rules', 'common.cancel')
  await main.locator('summary').last().click()
  await on.show('review')
  await on.app.getByRole('tab').last().click()
  await on.press('review.deleteAnyway')
  await form.getByRole('textbox').waitFor()
  await on.show('skipped')
  await on.press('review.skipAgain')
  const refused = { type: 'refuse', error: '', description: 'Access denied.' } as const
  faults.add({ method: 'crm.contact.delete', times: 1, kind: refused })
  await form.getByRole('button').last().click()
  settings.latencyMs = 1000
  await on.showDialog('confirmation', dialog.getByRole('button').last())
  await on.press('deletion-run.pause')
  await on.button('deletion-run.resume').waitFor()
  await on.show('run')
  settings.latencyMs = 0
  await on.press('deletion-run.resume', 'deletion-run.copyMessage')
  await on.showDialog('message', 'common.close')
  await on.show('result')
  await on.press('records.recordTitle')
  await on.app.getByRole('article').waitFor()
  await on.show('record')
  await on.press('records.back', 'deletion-run.back')
}

const restore: Way = async (on) => {
  const { main, dialog } = on
  await on.press('deleted.open')
  await on.button('deleted.restoreOne').waitFor()
  await on.press('deleted.erase')
  await on.showDialog('erasing', dialog.getByRole('button').first())
  await on.table.getByRole('checkbox', { disabled: false }).nth(1).check()
  await on.show('deleted')
  await on.press('records.title')
  const details = on.table.getByRole('row').nth(1).getByRole('button')
  await details.last().click()
  await on.button('records.recordTitle').waitFor()
  await on.show('run of the audit')
  await on.press('records.back')
  await details.last().waitFor()
  await on.show('audit')
  await on.press('records.back')
  await on.table.getByRole('button', { disabled: false }).first().click()
  await on.app.getByRole('region', { name: on.say('restore.comesBack'), exact: true }).waitFor()
  await on.show('restore')
  await main.getByRole('button').last().click()
  await on.button('restore.leave').waitFor()
  await on.show('restored')
  await on.press('restore.leave', 'deleted.back')
}

const fromTheMenu: Way = async (on) => {
  await on.press('contacts.more', 'guards.listTitle')
  await on.table.getByRole('link').first().waitFor()
  await on.show('protected')
  await on.press('deleted.back', 'contacts.more', 'help.title')
  await on.show('help')
  await on.press('deleted.back')
}

/** What the list has seen before the screens of a deletion look as they do every day: no look at any of it. */
const protectedAndDeleted: Way = async (on) => {
  const { table, dialog } = on
  await on.tick(3)
  await on.press('review.protectShort')
  await on.button('review.protectShort', dialog).click()
  await dialog.waitFor({ state: 'detached' })
  await table.getByRole('row').nth(4).getByRole('button').last().click()
  await on.confirm.click()
  await on.button('deletion-run.undo').waitFor()
  await on.press('selection.clear')
}

/** The tab in the card of a contact on which everything hangs. */
const card: Way = async (on) => {
  await on.openCard(ODD.everything)
  await on.app.getByRole('region').nth(3).waitFor()
  await on.show('card')
  await on.press('deletion.confirm')
  await on.confirm.click()
  await on.button('deletion-run.undo').waitFor()
  await on.show('card of nobody')
}

/** All but the start, each part in an order in which each way finds what it shows. */
export const PARTS = {
  list: [aroundTheList, fromSpreadsheet, cleanUp, fromTheMenu],
  deletion: [protectedAndDeleted, deletion, restore, card],
} as const satisfies Readonly<Record<string, readonly Way[]>>

interface Journey {
  readonly pages: PortalPages
  readonly portal: RunningPortal
  readonly language: PortalLanguage
  readonly part: keyof typeof PARTS
  readonly look: Look
}

/** Through some of the app's screens, in a wide window. */
export async function throughScreens({ pages, portal, language, part, look }: Journey): Promise<void> {
  takesManyRequests(portal.portal)
  portal.portal.settings.lang = language
  await pages.openApp()
  const on = new Screens(pages, portal, language, look)
  for (const way of PARTS[part]) await way(on)
}
