import type { FrameLocator, Locator } from '@playwright/test'

/** The audit of all runs, the details of one, and its certificate. */
export class EvidencePage {
  readonly heading: Locator
  readonly table: Locator
  readonly search: Locator
  readonly download: Locator
  readonly certify: Locator
  readonly certificate: Locator
  readonly print: Locator
  readonly back: Locator
  private readonly app: FrameLocator

  constructor(app: FrameLocator) {
    this.app = app
    this.heading = app.getByRole('heading', { level: 1 })
    this.table = app.getByRole('table', { name: 'Deletions and restores', exact: true })
    this.search = app.getByRole('searchbox', { name: 'Search the audit', exact: true })
    this.download = this.button('Download as CSV')
    this.certify = this.button('Certificate of erasure')
    this.certificate = app.getByRole('article', { name: 'Certificate of erasure', exact: true })
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

  /** What the certificate says of a contact. */
  contact(id: number): Locator {
    return this.certificate.getByRole('row').filter({
      has: this.app.getByRole('rowheader', { name: String(id), exact: true }),
    })
  }

  private button(name: string): Locator {
    return this.app.getByRole('button', { name, exact: true })
  }
}
