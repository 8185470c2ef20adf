import { GUARD_RULES, type GuardMode, type GuardRule, type GuardSettings } from '../guards.ts'

const WEIGHT: Readonly<Record<GuardMode, number>> = { off: 0, warn: 1, keep: 2 }

/** Of each rule the stricter one: whatever either skips is skipped. */
export function strictest(one: GuardSettings, other: GuardSettings): GuardSettings {
  const stricter = (rule: GuardRule): GuardMode => {
    const [a, b] = [one.modes[rule], other.modes[rule]]
    return WEIGHT[a] >= WEIGHT[b] ? a : b
  }
  /** A list of a rule that is off protects no contact, so it must not be joined with the other's. */
  const union = <Item>(rule: GuardRule, of: (settings: GuardSettings) => readonly Item[]): Item[] => [
    ...new Set([one, other].flatMap((settings) => (settings.modes[rule] === 'off' ? [] : of(settings)))),
  ]
  return {
    modes: Object.fromEntries(GUARD_RULES.map((rule) => [rule, stricter(rule)])) as GuardSettings['modes'],
    changedWithinDays: Math.max(
      ...[one, other].map(({ modes, changedWithinDays }) =>
        modes['changed-lately'] === 'off' ? 1 : changedWithinDays,
      ),
    ),
    protectedIds: union('protect-list', ({ protectedIds }) => protectedIds),
    typeIds: union('chosen-type', ({ typeIds }) => typeIds),
    sourceIds: union('chosen-source', ({ sourceIds }) => sourceIds),
  }
}
