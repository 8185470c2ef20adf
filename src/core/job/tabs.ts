/** Connects tabs of the same browser, portal and user: the tab with the job reports, the others watch and may ask. */
export interface TabsChannel<Progress> {
  report(progress: Progress): void
  /** Call the result to stop. */
  onProgress(act: (progress: Progress) => void): () => void
  ask(what: RunWish): void
  /** Call the result to stop. */
  onAsked(act: (what: RunWish) => void): () => void
}

export type RunWish =
  | 'pause-asked'
  | 'resume-asked'
  | 'stop-asked'
  /** A tab that was just opened wants the progress at once. */
  | 'progress-asked'
