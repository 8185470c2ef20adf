import type { FrameLocator, Locator } from '@playwright/test'

/** The audit of all runs, the details of one, and its record, which may become a certificate. */
export class AuditPage {
  readonly heading: Locator
  readonly table: Locator
  readonly search: Locator
  readonly download: Locator
  readonly certify: Locator
  readonly certificate: Locator
  readonly print: Locator
  readonly eraseNow: Locator
  readonly binEmptied: Locator
  readonly onePageEach: Locator
  readonly back: Locator
  private readonly app: FrameLocator

  constructor(app: FrameLocator) {
    this.app = app
    this.heading = app.getByRole('heading', { level: 1 })
    this.table = app.getByRole('table', { name: 'Deletions and restores', exact: true })
    this.search = app.getByRole('searchbox', { name: 'Search the audit', exact: true })
    this.download = this.button('Download as CSV')
    this.certify = this.button('Record of deletion')
    this.certificate = app.getByRole('article')
    this.eraseNow = this.button('Erase the copy now')
    this.binEmptied = this.button('The bin is empty or off')
    this.onePageEach = app.getByRole('checkbox', { name: 'One page per contact', exact: true })
    this.print = this.button('Print')
    this.back = this.button('Back')
  }

  /** The rows of runs, without the head. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.app.getByRole('rowheader') })
  }

  /** The button that opens the details of a row. */
  details(row: Locator): Locator {
    return row.getByRole('button', { name: /^Details/u })
  }

  /** What the page of a run is called now. */
  called(title: 'Record of deletion' | 'Certificate of erasure'): Locator {
    return this.app.getByRole('heading', { level: 1, name: title, exact: true })
  }

  /** The page of a contact, if each has its own. */
  pageOf(title: 'Record of deletion' | 'Certificate of erasure', id: number): Locator {
    return this.app.getByRole('region', { name: `${title}, ID ${id}`, exact: true })
  }

  /** The question before the copy is erased. */
  eraseQuestion(count: number): Locator {
    const name = `Erase the copy of ${count === 1 ? '1 contact' : `${count} contacts`}?`
    return this.app.getByRole('alertdialog', { name, exact: true })
  }

  /** What the page says of a contact. */
  contact(id: number): Locator {
    return this.certificate.getByRole('row').filter({
      has: this.app.getByRole('rowheader', { name: String(id), exact: true }),
    })
  }

  private button(name: string): Locator {
    return this.app.getByRole('button', { name, exact: true })
  }
}
