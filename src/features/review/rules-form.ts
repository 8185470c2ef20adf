import type { GuardMode, GuardRule, GuardSettings } from '#core/plan/guards.ts'

/** The rules while they are edited: numbers are still the typed text. */
export interface RulesForm {
  readonly modes: Readonly<Record<GuardRule, GuardMode>>
  readonly days: string
  /** Ids with blanks or commas between them. */
  readonly protectedIds: string
  readonly typeIds: readonly string[]
  readonly sourceIds: readonly string[]
}

export function toForm(guards: GuardSettings): RulesForm {
  return {
    modes: guards.modes,
    days: String(guards.changedWithinDays),
    protectedIds: guards.protectedIds.join(', '),
    typeIds: guards.typeIds,
    sourceIds: guards.sourceIds,
  }
}

/** Whether every number that a rule needs is readable; rules that are off need none. */
export function formIsRight(form: RulesForm): boolean {
  return daysAreRight(form) && idsAreRight(form)
}

export function daysAreRight(form: RulesForm): boolean {
  return form.modes['changed-lately'] === 'off' || daysOf(form) !== null
}

export function idsAreRight(form: RulesForm): boolean {
  return form.modes['protect-list'] === 'off' || idsOf(form) !== null
}

/** @param before used where something is unreadable */
export function readForm(form: RulesForm, before: GuardSettings): GuardSettings {
  return {
    modes: form.modes,
    changedWithinDays: daysOf(form) ?? before.changedWithinDays,
    protectedIds: idsOf(form) ?? before.protectedIds,
    typeIds: form.typeIds,
    sourceIds: form.sourceIds,
  }
}

function daysOf({ days }: RulesForm): number | null {
  const number = Number(days.trim())
  return /^\d+$/u.test(days.trim()) && number >= 1 && number <= 3650 ? number : null
}

function idsOf({ protectedIds }: RulesForm): number[] | null {
  const parts = protectedIds.split(/[\s,;]+/u).filter((part) => part !== '')
  const ids = parts.map(Number)
  return parts.every((part) => /^\d+$/u.test(part)) && ids.every((id) => Number.isSafeInteger(id) && id > 0)
    ? [...new Set(ids)]
    : null
}
