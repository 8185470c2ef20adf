import { expect, type FrameLocator, type Locator } from '@playwright/test'

/** The review of a deletion of many. Other tests find its parts by these names: do not change them lightly. */
export class ReviewPage {
  readonly heading: Locator
  readonly keep: Locator
  /** The contacts of the selected tab. */
  readonly list: Locator
  /** The tab of those that will be deleted, and of those that rules skip; their names end in their numbers. */
  readonly toBeDeleted: Locator
  readonly skipped: Locator
  readonly leaveOut: Locator
  readonly cancel: Locator
  readonly alert: Locator
  readonly rules: Locator
  private readonly app: FrameLocator

  constructor(app: FrameLocator) {
    this.app = app
    this.heading = app.getByRole('heading', { level: 1 })
    this.keep = this.button('Keep contacts')
    this.cancel = this.button('Cancel')
    this.list = app.getByRole('table', { name: 'Contacts of the review', exact: true })
    this.toBeDeleted = app.getByRole('tab', { name: /^To be deleted [\d,]+$/u })
    this.skipped = app.getByRole('tab', { name: /^Skipped [\d,]+$/u })
    this.leaveOut = this.button('Leave them out')
    this.alert = app.getByRole('alert')
    this.rules = this.button('Change the rules')
  }

  /** "Delete 12,430 contacts" */
  title(count: number): Locator {
    return this.app.getByRole('heading', { name: deleteWords(count), exact: true })
  }

  delete(count: number): Locator {
    return this.button(deleteWords(count))
  }

  typed(count: number): Locator {
    return this.app.getByRole('textbox', {
      name: `Type ${count.toLocaleString('en')} to confirm`,
      exact: true,
    })
  }

  /** The dialog for a few contacts without open business. */
  question(count: number): Locator {
    return this.app.getByRole('alertdialog', { name: `${deleteWords(count)}?`, exact: true })
  }

  checkbox(name: string): Locator {
    return this.list.getByRole('checkbox', { name: `Select ${name}`, exact: true })
  }

  protect(name: string): Locator {
    return this.button(`Protect ${name}`)
  }

  unprotect(name: string): Locator {
    return this.button(`Unprotect ${name}`)
  }

  /** Asks for how long a contact is protected. */
  protecting(name: string): Locator {
    return this.app.getByRole('dialog', { name: `Protect ${name}`, exact: true })
  }

  /** All that the deletion means, of which one line is always in sight. */
  get consequences(): Locator {
    return this.app.locator('summary', { hasText: /^(Loses its link:|Nothing you can see loses its link)/u })
  }

  /** Takes the whole allowance of requests; shown once `moreChoices` is open. */
  get fullSpeed(): Locator {
    return this.app.getByRole('checkbox', { name: 'Full speed: colleagues may have to wait' })
  }

  get moreChoices(): Locator {
    return this.button('More choices')
  }

  /** In a narrow frame they are behind "More". */
  async openRules(): Promise<void> {
    const more = this.button('More')
    await expect(this.rules.or(more)).toBeVisible()
    if (await more.isVisible()) await more.click()
    await this.rules.click()
  }

  /** Says why the contacts are deleted. */
  async giveReference(text: string): Promise<void> {
    await this.moreChoices.click()
    await this.app.getByRole('textbox', { name: 'Reference (optional)' }).fill(text)
  }

  /** The rows of contacts, without the head. */
  get rows(): Locator {
    return this.list.getByRole('row').filter({ has: this.app.getByRole('rowheader') })
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.app.getByRole('link', { name, exact: true }) })
  }

  /** "Delete anyway" of one contact, in the tab of those that rules skip. */
  deleteAnyway(name: string): Locator {
    return this.row(name).getByRole('button', { name: 'Delete anyway', exact: true })
  }

  /** What one rule skips, with "Delete anyway" for all of them. */
  group(why: string | RegExp): Locator {
    return this.app.getByRole('tabpanel').getByRole('listitem').filter({ hasText: why })
  }

  rulesDialog(): Locator {
    return this.app.getByRole('dialog', { name: 'Rules that protect contacts', exact: true })
  }

  /** Types the count and presses the button. */
  async confirmTyped(count: number): Promise<void> {
    await this.typed(count).fill(String(count))
    await this.delete(count).click()
  }

  /** Presses the button and answers the question. */
  async confirmAsked(count: number): Promise<void> {
    await this.delete(count).click()
    await this.question(count)
      .getByRole('button', { name: deleteWords(count), exact: true })
      .click()
  }

  private button(name: string): Locator {
    return this.app.getByRole('button', { name, exact: true })
  }
}

function deleteWords(count: number): string {
  return count === 1 ? 'Delete 1 contact' : `Delete ${count.toLocaleString('en')} contacts`
}
