/** Tabs of the same browser, portal and user: the one that runs tells, the others watch and may ask. */
export interface TabsChannel<Progress> {
  tell(progress: Progress): void
  /** The result ends it. */
  onProgress(heard: (progress: Progress) => void): () => void
  ask(what: RunWish): void
  onAsked(heard: (what: RunWish) => void): () => void
}

export type RunWish =
  | 'pause-asked'
  | 'resume-asked'
  | 'stop-asked'
  /** A tab that has just come wants to know at once. */
  | 'progress-asked'
