import type { FrameLocator, Locator } from '@playwright/test'

/** The question that stands where a run or a restore did not begin because an earlier one is not finished. */
export class EarlierJob {
  readonly question: Locator
  readonly resume: Locator
  /** Stops the earlier one, and begins this one then. */
  readonly stop: Locator
  readonly discard: Locator

  constructor(app: FrameLocator) {
    this.question = app.getByRole('status').filter({ hasText: /An earlier (run|restore) is not finished/u })
    this.resume = this.question.getByRole('button', { name: /^Resume that (run|restore)$/u })
    this.stop = this.question.getByRole('button', { name: /^Stop that (run|restore), then / })
    this.discard = this.question.getByRole('button', { name: /^Discard that (run|restore), then / })
  }
}
