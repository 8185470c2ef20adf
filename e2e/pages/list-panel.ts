import type { FrameLocator, Locator } from '@playwright/test'
import { pressHereOrInMenu } from './app-menu.ts'

/** The panel that selects contacts from a list. */
export class ListPanel {
  readonly opener: Locator
  readonly root: Locator
  readonly text: Locator
  readonly file: Locator
  readonly look: Locator
  readonly matching: Locator
  readonly change: Locator
  private readonly app: FrameLocator

  constructor(app: FrameLocator) {
    this.app = app
    this.opener = app.getByRole('button', { name: 'From a list…', exact: true })
    this.root = app.getByRole('dialog', { name: 'Select from a list', exact: true })
    this.text = this.root.getByRole('textbox', { name: 'IDs, e-mails or phones', exact: true })
    this.file = this.root.locator('input[type="file"]')
    this.look = this.root.getByRole('button', { name: 'Look for them', exact: true })
    this.matching = this.root.getByRole('table', { name: 'Matching', exact: true })
    this.change = this.root.getByRole('button', { name: 'Change the list', exact: true })
  }

  async open(): Promise<this> {
    await pressHereOrInMenu(this.app, this.opener)
    return this
  }

  /** Pastes a list and looks for it. */
  async lookFor(entries: readonly (string | number)[]): Promise<void> {
    await this.text.fill(entries.join('\n'))
    await this.look.click()
  }

  /** What the column holds, e.g. "B: ID". */
  column(name: string): Locator {
    return this.root.getByRole('combobox', { name: `What is in column ${name}`, exact: true })
  }

  /** The row of the matching for this row of the list. */
  matched(row: number): Locator {
    return this.matching.getByRole('row').filter({
      has: this.app.getByRole('cell', { name: String(row), exact: true }),
    })
  }

  found(count: number): Locator {
    const words =
      count === 0
        ? 'No contact was found'
        : count === 1
          ? '1 contact was found'
          : `${count} contacts were found`
    return this.root.getByRole('heading', { name: words, exact: true })
  }

  add(count: number): Locator {
    const words = count === 1 ? '1 contact' : `${count} contacts`
    return this.root.getByRole('button', { name: `Add ${words} to the selection`, exact: true })
  }

  /** Drops a file on the place for it, as the browser would. */
  async drop(name: string, content: string): Promise<void> {
    const transfer = await this.app.locator('html').evaluateHandle(
      (_root, file) => {
        const data = new DataTransfer()
        data.items.add(new File([file.content], file.name))
        return data
      },
      { name, content },
    )
    const place = this.root.getByText('Or drop a CSV, XLSX or text file here')
    await place.dispatchEvent('dragover', { dataTransfer: transfer })
    await place.dispatchEvent('drop', { dataTransfer: transfer })
  }
}
