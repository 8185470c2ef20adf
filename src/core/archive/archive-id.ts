/**
 * The id of a run's archive. The first archive has the plan's id. A run that cannot go on with it, since it was erased
 * or holds unknown parts, begins another one under a new id, because somebody may still be erasing the old one.
 * @param archive counts the archives of the run from 0.
 */
export function archiveIdOf(planId: string, archive: number): string {
  return archive === 0 ? planId : `${planId}-${archive + 1}`
}
