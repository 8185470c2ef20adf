/**
 * What the archives of a run are called. The first bears its plan's id; a run that could not go on with one, since it
 * was erased or holds more than the run knows of, begins another. An id is never used anew: somebody may still be at
 * erasing the one before.
 * @param archive counts the archives of the run from 0.
 */
export function archiveIdOf(planId: string, archive: number): string {
  return archive === 0 ? planId : `${planId}-${archive + 1}`
}
