import type { FrameLocator, Locator, Page } from '@playwright/test'
import type { RunningPortal } from '../portal/contract.ts'

const APP_FRAME = 'iframe[id^="appframe_"]'

/** The local portal's screens in one page, and the app opened in them. Waiting for the app is left to the caller. */
export class PortalPages {
  readonly page: Page
  private readonly running: RunningPortal

  constructor(page: Page, running: RunningPortal) {
    this.page = page
    this.running = running
  }

  /** The app's own page. @param options GET parameters: they become its PLACEMENT_OPTIONS */
  async openApp(options: Readonly<Record<string, string>> = {}): Promise<FrameLocator> {
    const query = new URLSearchParams(options).toString()
    await this.goTo(`/marketplace/app/${this.running.portal.app.ID}/${query === '' ? '' : `?${query}`}`)
    return this.page.frameLocator(APP_FRAME)
  }

  /**
   * The app's tab in a contact's card. `slider: true` opens the card from the contact list in a slider, so that the
   * app's parent is the card and not the top window; false (default): the card is the top page.
   */
  async openCardTab(contactId: number, { slider = false } = {}): Promise<FrameLocator> {
    if (slider) return this.openTabIn(await this.openCardInSlider(contactId))
    await this.goTo(`/crm/contact/details/${contactId}/`)
    return this.openTabIn(this.page)
  }

  /** The contact's card in a slider over the portal's list, which is searched for it by name. */
  async openCardInSlider(contactId: number): Promise<FrameLocator> {
    await this.openContactList()
    const link = this.page.locator(`a[href="/crm/contact/details/${contactId}/"]`)
    if ((await link.count()) === 0) await this.find(this.nameOf(contactId))
    await link.first().click()
    return this.slider()
  }

  /** The portal's own contact list, not the app's. */
  async openContactList(): Promise<void> {
    await this.goTo('/crm/contact/list/')
  }

  async openRecycleBin(): Promise<void> {
    await this.goTo('/crm/recyclebin/')
  }

  /** Searches in the portal's own list. */
  async find(text: string): Promise<void> {
    await this.page.getByRole('searchbox', { name: 'Filter and search' }).fill(text)
    await this.page.getByRole('button', { name: 'Search' }).click()
  }

  /** Opens the row menu of a contact in the portal's list. */
  async openRowMenu(contactName: string): Promise<Locator> {
    await this.page.getByRole('button', { name: `Actions for ${contactName}` }).click()
    return this.page.getByRole('menu')
  }

  /** What is in the slider on top: a page of the portal. */
  slider(): FrameLocator {
    return this.page.frameLocator('dialog.side-panel >> nth=-1 >> iframe.side-panel-frame')
  }

  /** The app in the page itself, however it was opened. */
  app(): FrameLocator {
    return this.page.frameLocator(APP_FRAME)
  }

  /** The app in the slider on top: opened by openApplication or from a menu of the list. */
  appInSlider(): FrameLocator {
    return this.page.locator('dialog.side-panel').last().frameLocator(APP_FRAME)
  }

  async closeSlider(): Promise<void> {
    await this.page.getByRole('button', { name: 'Close slider' }).last().click()
  }

  private async openTabIn(card: Page | FrameLocator): Promise<FrameLocator> {
    await card.getByRole('tab', { name: 'Linked records' }).click()
    return card.frameLocator(APP_FRAME)
  }

  private async goTo(path: string): Promise<void> {
    // As with a person's own tab: what is opened is looked at.
    await this.page.bringToFront()
    // People take a while between two visits; without it, a fast machine would be refused what a slow one is given.
    this.running.portal.emptyBuckets()
    await this.page.goto(`${this.running.origin}${path}`)
  }

  private nameOf(contactId: number): string {
    const contact = this.running.portal.store.contact(contactId)
    if (!contact) throw new Error(`The portal has no contact ${contactId}.`)
    return `${contact.NAME} ${contact.LAST_NAME}`.trim()
  }
}
