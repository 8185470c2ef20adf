const DAY_MS = 86_400_000

/**
 * Days after which archives are erased; null: never, or the setting could not be read, so nothing is erased either.
 * Never rejects.
 * @param whose An administrator sees everybody's archives. `others`: their archives are erased only by the setting for
 * everyone, not by the administrator's own or the default, since their owners were shown another time.
 */
export type KeepDays = (whose: 'own' | 'others') => Promise<number | null>

/**
 * The time after which an archive is erased, Unix ms; null: never by itself.
 * @param at when the archive was begun, Unix ms. Null: unknown, so it may be young and is not erased for its age.
 * @param days of `KeepDays`
 */
export function keptUntil(at: number | null, days: number | null): number | null {
  return at === null || days === null ? null : at + days * DAY_MS
}
