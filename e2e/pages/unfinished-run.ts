import type { FrameLocator, Locator } from '@playwright/test'

/** What the list says of a run that was not finished, or that another tab carries out. */
export class UnfinishedRunNotice {
  /** Offers to go on, or to see a result that was not put away. */
  readonly notice: Locator
  readonly goOn: Locator
  readonly see: Locator
  readonly forget: Locator
  /** Another tab carries a run out. */
  readonly elsewhere: Locator

  constructor(app: FrameLocator) {
    this.notice = app.getByRole('status').filter({ has: app.getByRole('button', { name: 'Discard' }) })
    this.goOn = this.notice.getByRole('button', { name: 'Go on', exact: true })
    this.see = this.notice.getByRole('button', { name: 'See it', exact: true })
    this.forget = this.notice.getByRole('button', { name: /^Discard( this run)?$/u })
    this.elsewhere = app.getByRole('status').filter({ hasText: 'Another tab of this browser' })
  }
}
