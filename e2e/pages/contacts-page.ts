import type { FrameLocator, Locator } from '@playwright/test'
import { DeleteDialog } from './delete-dialog.ts'

/** The app's list of contacts. Other tests find its parts by these names: do not change them lightly. */
export class ContactsPage {
  readonly table: Locator
  readonly search: Locator
  /** The announced result: "… was deleted". */
  readonly status: Locator
  /** A problem that a person must hear of. */
  readonly alert: Locator
  private readonly root: FrameLocator

  constructor(root: FrameLocator) {
    this.root = root
    this.table = root.getByRole('table', { name: 'Contacts', exact: true })
    this.search = root.getByRole('searchbox', { name: 'Search contacts', exact: true })
    this.status = root.getByRole('status')
    this.alert = root.getByRole('alert')
  }

  row(name: string): Locator {
    return this.table
      .getByRole('row')
      .filter({ has: this.root.getByRole('button', { name: `Delete ${name}`, exact: true }) })
  }

  deleteButton(name: string): Locator {
    return this.table.getByRole('button', { name: `Delete ${name}`, exact: true })
  }

  checkbox(name: string): Locator {
    return this.table.getByRole('checkbox', { name: `Select ${name}`, exact: true })
  }

  /** Presses the row's button; the question stands open afterwards, nothing is deleted yet. */
  async askToDelete(name: string): Promise<DeleteDialog> {
    await this.deleteButton(name).click()
    return this.askedFor(name)
  }

  /** The question about a contact, opened in whatever way. */
  askedFor(name: string): DeleteDialog {
    return new DeleteDialog(this.root, name)
  }
}
