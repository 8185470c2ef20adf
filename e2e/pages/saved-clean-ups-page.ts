import type { FrameLocator, Locator } from '@playwright/test'

/** Clean-ups under a name: the form that saves one, and their section of the screen "Clean up". */
export class SavedCleanUpsPage {
  readonly section: Locator
  /** In the form of the filters, and on each suggestion. */
  readonly save: Locator
  readonly form: Locator
  private readonly app: FrameLocator

  constructor(app: FrameLocator) {
    this.app = app
    this.section = app.getByRole('region', { name: 'Saved clean-ups', exact: true })
    this.save = app.getByRole('button', { name: 'Save clean-up', exact: true })
    this.form = app.getByRole('dialog', { name: /clean-up$/u })
  }

  card(name: string): Locator {
    return this.section.getByRole('region', { name, exact: true })
  }

  name(): Locator {
    return this.form.getByLabel('Name of the clean-up')
  }

  async saveAs(name: string): Promise<void> {
    await this.name().fill(name)
    await this.form.getByRole('button', { name: 'Save', exact: true }).click()
    await this.form.waitFor({ state: 'detached' })
  }

  /** What the card says to "What is different now". */
  async differences(name: string): Promise<readonly string[]> {
    await this.card(name).getByRole('button', { name: 'What is different now' }).click()
    const found = this.card(name).getByRole('group', { name: 'What is different now' })
    await found.waitFor()
    return found.getByRole('listitem').allTextContents()
  }

  /** The button of the contacts page that leads to the clean-ups; how many are due is its description. */
  menu(): Locator {
    return this.app.getByRole('button', { name: 'Clean up', exact: true })
  }
}
