import { pressHereOrInMenu } from './app-menu.ts'
import type { FrameLocator, Locator } from '@playwright/test'

/** The screen that counts what the contacts are made of. */
export class CleanUpPage {
  readonly app: FrameLocator
  readonly heading: Locator
  readonly suggestions: Locator

  constructor(app: FrameLocator) {
    this.app = app
    this.heading = app.getByRole('heading', { name: 'Clean up', exact: true })
    this.suggestions = app.getByRole('region', { name: 'Suggestions', exact: true })
  }

  async open(): Promise<this> {
    await pressHereOrInMenu(this.app, this.app.getByRole('button', { name: 'Clean up', exact: true }))
    return this.counted()
  }

  /** Waits until it is shown and has counted, as after the way back from a review. */
  async counted(): Promise<this> {
    await this.app.getByText(/· Counted /u).waitFor()
    return this
  }

  suggestion(title: string): Locator {
    return this.suggestions.getByRole('region', { name: title, exact: true })
  }

  /** A row of a group, such as "No phone" of "Missing data". */
  bar(group: string, text: string): Locator {
    return this.app
      .getByRole('table', { name: group, exact: true })
      .getByRole('row')
      .filter({ has: this.app.getByRole('button', { name: text, exact: true }) })
  }
}
