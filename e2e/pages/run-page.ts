import type { FrameLocator, Locator } from '@playwright/test'

/**
 * A run of a deletion of many, and its result. Other tests find its parts by these names: do not change them lightly.
 */
export class RunPage {
  readonly progress: Locator
  readonly pause: Locator
  readonly resume: Locator
  readonly stop: Locator
  readonly report: Locator
  readonly retry: Locator
  readonly reviewAgain: Locator
  readonly download: Locator
  readonly showInList: Locator
  readonly copyMessage: Locator
  readonly deleteAnyway: Locator
  /** The results so far of a paused run, on request. */
  readonly details: Locator
  readonly lookAgain: Locator
  readonly back: Locator
  readonly alert: Locator
  private readonly app: FrameLocator

  constructor(app: FrameLocator) {
    this.app = app
    this.progress = app.getByRole('progressbar', { name: /^Deletion of / })
    this.pause = this.button('Pause')
    this.resume = this.button('Resume')
    this.stop = this.button('Stop')
    this.report = app.getByRole('region', { name: 'Result', exact: true })
    this.retry = this.button('Retry')
    this.reviewAgain = this.button('Review these again')
    this.download = this.button('Download report')
    this.showInList = this.button('Show in list')
    this.copyMessage = this.button('Copy a message')
    this.deleteAnyway = this.button('Delete anyway')
    this.details = app.getByText('Results so far', { exact: true })
    this.lookAgain = this.button('Look again')
    this.back = this.button('Back to the list')
    this.alert = app.getByRole('alert')
  }

  /** The heading of a finished run. @param confirmed how many contacts were to be deleted */
  result(confirmed: number): Locator {
    const words = confirmed === 1 ? '1 contact' : `${confirmed.toLocaleString('en')} contacts`
    return this.app.getByRole('heading', { name: `Result of deleting ${words}`, exact: true })
  }

  /** What the run says of itself, as a screen reader hears it. */
  says(words: string | RegExp): Locator {
    return this.app.getByRole('status').filter({ hasText: words })
  }

  private button(name: string): Locator {
    return this.app.getByRole('button', { name, exact: true })
  }
}
