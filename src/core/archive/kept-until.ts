const DAY_MS = 86_400_000

/**
 * Days after which archives are taken away; null: never by themselves, or it could not be learnt for certain, and then
 * nothing is taken away either. Never rejects.
 * @param whose An administrator sees everybody's archives: those of others are taken away by what was said for
 * everybody and not by what he, or nobody, has said, since they were told something else.
 */
export type KeepDays = (whose: 'own' | 'others') => Promise<number | null>

/**
 * Until when an archive is kept, Unix ms; null: until somebody erases it.
 * @param at Unix ms when it was begun. Null: not known, and what may be young is not taken away for its age.
 * @param days of `KeepDays`
 */
export function keptUntil(at: number | null, days: number | null): number | null {
  return at === null || days === null ? null : at + days * DAY_MS
}
