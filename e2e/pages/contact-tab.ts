import type { FrameLocator, Locator } from '@playwright/test'
import { DeleteDialog } from './delete-dialog.ts'

/** The app in the tab of a contact's card. */
export class ContactTab {
  readonly delete: Locator
  readonly status: Locator
  readonly alert: Locator
  private readonly root: FrameLocator

  constructor(root: FrameLocator) {
    this.root = root
    this.delete = root.getByRole('button', { name: 'Delete contact', exact: true })
    this.status = root.getByRole('status')
    this.alert = root.getByRole('alert')
  }

  heading(contactName: string): Locator {
    return this.root.getByRole('heading', { name: contactName, exact: true })
  }

  /** Presses the tab's button; the question stands open afterwards, nothing is deleted yet. */
  async askToDelete(contactName: string): Promise<DeleteDialog> {
    await this.delete.click()
    return new DeleteDialog(this.root, contactName)
  }
}
