import { expect, type FrameLocator, type Locator } from '@playwright/test'
import { ContactRows } from './contact-rows.ts'
import type { PortalPages } from './portal-pages.ts'

/**
 * What is selected on the contacts screen. Other tests find its parts by these buttons' names: do not change them
 * lightly.
 */
export class SelectionBar {
  readonly root: Locator
  readonly clear: Locator
  readonly review: Locator
  readonly clearHidden: Locator
  readonly showAgain: Locator
  /** The box above the rows. */
  readonly pageBox: Locator
  readonly boxes: Locator
  private readonly table: Locator

  constructor(app: FrameLocator) {
    this.root = app.getByRole('region', { name: 'Selection', exact: true })
    this.clear = this.button('Clear')
    this.review = this.button('Review deletion')
    this.clearHidden = this.button('Clear the hidden ones')
    this.showAgain = this.button('Show them again')
    const table = app.getByRole('table', { name: 'Contacts', exact: true })
    this.table = table
    this.pageBox = table.getByRole('checkbox', { name: 'Select the loaded rows', exact: true })
    this.boxes = table.getByRole('row').getByRole('checkbox', { name: /^Select (?!the loaded rows)/ })
  }

  /** Ticks the loaded rows when they are those that were asked for: a press on older ones does nothing. */
  async tickLoaded(): Promise<void> {
    await expect(this.table).not.toHaveAttribute('aria-busy', 'true')
    await this.pageBox.check()
  }

  /** @param total as written in English, e.g. "12,430"; `narrowed`: there is a search or a filter */
  selectAll(total: string, { narrowed = false } = {}): Locator {
    return this.button(`Select all ${total} ${narrowed ? 'that match' : 'contacts'}`)
  }

  count(count: number): Locator {
    const words = count === 1 ? '1 contact selected' : `${count.toLocaleString('en')} contacts selected`
    return this.root.getByText(words, { exact: true })
  }

  private button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }
}

/** The app's list, and what is selected of it. */
export async function openSelecting(
  portalPages: PortalPages,
): Promise<{ rows: ContactRows; bar: SelectionBar }> {
  const rows = await new ContactRows(await portalPages.openApp()).ready()
  return { rows, bar: new SelectionBar(rows.app) }
}
