import type { GuardMode, GuardRule, GuardSettings } from '#core/plan/guards.ts'

/** The rules while they are edited: numbers are still the typed text. */
export interface RulesForm {
  readonly modes: Readonly<Record<GuardRule, GuardMode>>
  readonly days: string
  readonly typeIds: readonly string[]
  readonly sourceIds: readonly string[]
}

export function toForm(guards: GuardSettings): RulesForm {
  return {
    modes: guards.modes,
    days: String(guards.changedWithinDays),
    typeIds: guards.typeIds,
    sourceIds: guards.sourceIds,
  }
}

/** Whether every number that a rule needs is readable; rules that are off need none. */
export function formIsRight(form: RulesForm): boolean {
  return daysAreRight(form)
}

export function daysAreRight(form: RulesForm): boolean {
  return form.modes['changed-lately'] === 'off' || daysOf(form) !== null
}

/** @param before used where something is unreadable */
export function readForm(form: RulesForm, before: GuardSettings): GuardSettings {
  return {
    modes: form.modes,
    changedWithinDays: daysOf(form) ?? before.changedWithinDays,
    protectedIds: before.protectedIds,
    typeIds: form.typeIds,
    sourceIds: form.sourceIds,
  }
}

function daysOf({ days }: RulesForm): number | null {
  const number = Number(days.trim())
  return /^\d+$/u.test(days.trim()) && number >= 1 && number <= 3650 ? number : null
}
