import type { FrameLocator, Locator } from '@playwright/test'

/** The one question before a contact is deleted. */
export class DeleteDialog {
  readonly root: Locator
  /** All between the title and the buttons. */
  readonly content: Locator
  readonly keep: Locator
  readonly confirm: Locator

  constructor(app: FrameLocator, contactName: string) {
    this.root = app.getByRole('alertdialog', { name: `Delete ${contactName}?`, exact: true })
    this.content = this.root.locator('h2 + *')
    this.keep = this.root.getByRole('button', { name: 'Keep contact', exact: true })
    this.confirm = this.root.getByRole('button', { name: 'Delete contact', exact: true })
  }
}
