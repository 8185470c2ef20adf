import type { FrameLocator, Locator } from '@playwright/test'

/**
 * What was deleted and the ways to bring it back. Other tests find its parts by these names: do not change them
 * lightly.
 */
export class DeletedPage {
  /** In the header of the contacts page. */
  readonly open: Locator
  readonly heading: Locator
  readonly table: Locator
  readonly search: Locator
  readonly openFile: Locator
  readonly fileInput: Locator
  /** Of the deletion on top, as is `erase`. */
  readonly download: Locator
  readonly erase: Locator
  readonly tickAll: Locator
  readonly back: Locator
  readonly alert: Locator
  private readonly app: FrameLocator

  constructor(app: FrameLocator) {
    this.app = app
    this.open = this.button('Deleted')
    this.heading = app.getByRole('heading', { name: 'Deleted', exact: true, level: 1 })
    this.table = app.getByRole('table', { name: 'Deleted contacts', exact: true })
    this.search = app.getByRole('searchbox', { name: 'Search deleted contacts' })
    this.openFile = this.button('Open copy file')
    this.fileInput = app.locator('input[type=file][aria-label="Open copy file"]')
    this.download = this.button('Download copy').first()
    this.erase = this.button('Erase copy').first()
    this.tickAll = this.table.getByRole('checkbox', { name: 'Select all' })
    this.back = this.button('Back to the list')
    this.alert = app.getByRole('alert')
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.app.getByText(name, { exact: true }) })
  }

  restore(count: number): Locator {
    return this.button(`Restore ${amount(count)}`)
  }

  async chooseFile(name: string, buffer: Buffer): Promise<void> {
    await this.fileInput.setInputFiles({ name, mimeType: 'application/gzip', buffer })
  }

  /** All together, as somebody marks them in the browser's own window. */
  async chooseFiles(files: readonly { readonly name: string; readonly buffer: Buffer }[]): Promise<void> {
    await this.fileInput.setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/x-ndjson' })))
  }

  private button(name: string): Locator {
    return this.app.getByRole('button', { name, exact: true })
  }
}

/** The plan of a restore, and the restore itself. */
export class RestorePage {
  readonly comesBack: Locator
  readonly cannotComeBack: Locator
  readonly completeReturned: Locator
  /** That robots may start: asked where the portal takes no import. */
  readonly agree: Locator
  readonly goOnWithoutImport: Locator
  readonly importAgain: Locator
  readonly progress: Locator
  readonly pause: Locator
  readonly resume: Locator
  readonly stop: Locator
  readonly report: Locator
  readonly lookAgain: Locator
  readonly retry: Locator
  readonly save: Locator
  readonly done: Locator
  /** Offers to go on with a restore that was cut off. */
  readonly unfinished: Locator
  private readonly app: FrameLocator

  constructor(app: FrameLocator) {
    this.app = app
    this.comesBack = app.getByRole('region', { name: 'What comes back', exact: true })
    this.cannotComeBack = app.getByRole('region', { name: 'What cannot come back', exact: true })
    this.completeReturned = app.getByRole('checkbox', { name: /^Also add what is missing/ })
    this.agree = app.getByRole('checkbox', { name: /^I know that robots/ })
    this.goOnWithoutImport = this.button('Go on without the import')
    this.importAgain = this.button('Try the import again')
    this.progress = app.getByRole('progressbar', { name: /^Restoring / })
    this.pause = this.button('Pause')
    this.resume = this.button('Resume')
    this.stop = this.button('Stop')
    this.report = app.getByRole('region', { name: 'Result', exact: true })
    this.lookAgain = this.button('Look again')
    this.retry = this.button('Try the failed ones again')
    this.save = this.button('Save old and new IDs')
    this.done = this.button('Done')
    this.unfinished = app
      .getByRole('status')
      .filter({ hasText: /A restore is not finished|You have not closed the result of restoring/ })
  }

  restore(count: number): Locator {
    return this.button(`Restore ${amount(count)}`)
  }

  /** What is done with one contact, in the plan. */
  planned(name: string): Locator {
    return this.app
      .getByRole('list', { name: 'Contacts to be restored', exact: true })
      .getByRole('listitem')
      .filter({ hasText: name })
  }

  decide(name: string): Locator {
    return this.app.getByRole('combobox', { name: `Decide for ${name}`, exact: true })
  }

  button(name: string): Locator {
    return this.app.getByRole('button', { name, exact: true })
  }

  result(count: number): Locator {
    return this.app.getByRole('heading', { name: `Result of restoring ${amount(count)}`, exact: true })
  }
}

function amount(count: number): string {
  return count === 1 ? '1 contact' : `${count.toLocaleString('en')} contacts`
}
