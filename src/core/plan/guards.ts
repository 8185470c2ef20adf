import * as v from 'valibot'
import { sameJson } from '../json.ts'

/** Reasons to leave a contact alone (core README, "Glossary"). */
export const GUARD_RULES = [
  'open-deals',
  'unpaid-invoices',
  'planned-activities',
  'changed-lately',
  'responsible-is-another',
  'protect-list',
  'chosen-type',
  'chosen-source',
  'changed-since-review',
  'new-relation',
  'created-after-plan',
] as const
export type GuardRule = (typeof GUARD_RULES)[number]

/** Reasons that no setting can turn off: nothing is lost without a copy, and of two alike one stays. */
export const COPY_REASONS = [
  /** The copy is incomplete, and the person did not agree to delete such contacts. */
  'copy-incomplete',
  /** The contact changed after it was copied, and no rule skips it for that change. */
  'copy-outdated',
  /** A search found it, and the older contact with the same phone or e-mail is gone, or changed since the review. */
  'older-changed',
] as const
export type CopyReason = (typeof COPY_REASONS)[number]

/** `keep`: the contact is skipped. `warn`: the person sees the reason and decides. */
const MODES = ['off', 'warn', 'keep'] as const
export type GuardMode = (typeof MODES)[number]

/** Plain JSON, stored in the portal's options. */
export interface GuardSettings {
  readonly modes: Readonly<Record<GuardRule, GuardMode>>
  /** N of "changed in the last N days". */
  readonly changedWithinDays: number
  readonly protectedIds: readonly number[]
  /** Values of TYPE_ID and SOURCE_ID that protect a contact. */
  readonly typeIds: readonly string[]
  readonly sourceIds: readonly string[]
}

/** Rules are on if they protect money, or anything that was not reviewed. */
export const DEFAULT_GUARDS: GuardSettings = {
  modes: {
    'open-deals': 'keep',
    'unpaid-invoices': 'keep',
    'planned-activities': 'warn',
    'changed-lately': 'warn',
    'responsible-is-another': 'off',
    'protect-list': 'keep',
    'chosen-type': 'off',
    'chosen-source': 'off',
    'changed-since-review': 'keep',
    'new-relation': 'keep',
    'created-after-plan': 'keep',
  },
  changedWithinDays: 7,
  protectedIds: [],
  typeIds: [],
  sourceIds: [],
}

/** `unsure`: it could not be read, or only in part. */
export type Known = 'yes' | 'no' | 'unsure'

/** The facts that rules look at: read for the review, and again in the run just before the delete. */
export interface ContactFacts {
  readonly id: number
  /** Unix ms; null: the portal gave none. */
  readonly createdAt: number | null
  readonly modifiedAt: number | null
  readonly responsibleId: number | null
  readonly typeId: string
  readonly sourceId: string
  readonly openDeals: Known
  readonly unpaidInvoices: Known
  readonly plannedActivities: Known
  /** Whether the protect list names it now; absent: only the list of the review counts. */
  readonly onProtectList?: Known
  /** What the review showed; null: this is the review. */
  readonly review: ReviewedFacts | null
}

export interface ReviewedFacts {
  readonly modifiedAt: number | null
  /** Whether something is linked to the contact now that was not then. */
  readonly newRelation: Known
  /** When the plan was made, Unix ms of the portal's clock. */
  readonly plannedAt: number
  /** Rules that hold now for something that the review did not show, so that "Delete anyway" was not said of it. */
  readonly newGrounds: readonly GuardRule[]
}

export interface GuardReason {
  readonly rule: GuardRule | CopyReason
  /** `overridden`: the rule would skip the contact, but the person said "Delete anyway". */
  readonly mode: 'warn' | 'keep' | 'overridden'
  /** False: the rule could not be checked, so the contact counts as protected. */
  readonly sure: boolean
}

/** The contacts, by ID, that a person deletes although a rule skips them: in one plan only. */
export type Overrides = Readonly<Partial<Record<GuardRule, readonly number[]>>>

/** The settings with sets instead of lists, for quick look-ups. */
export interface GuardRules extends Omit<GuardSettings, 'protectedIds' | 'typeIds' | 'sourceIds'> {
  /** The user who deletes. */
  readonly me: number
  readonly protectedIds: ReadonlySet<number>
  readonly typeIds: ReadonlySet<string>
  readonly sourceIds: ReadonlySet<string>
  readonly overridden: ReadonlyMap<GuardRule, ReadonlySet<number>>
}

/** @param listed the contacts that the protect list names, besides those in the settings */
export function guardRules(
  settings: GuardSettings,
  me: number,
  overridden: Overrides = {},
  listed: readonly number[] = [],
): GuardRules {
  return {
    modes: settings.modes,
    changedWithinDays: settings.changedWithinDays,
    me,
    protectedIds: new Set([...settings.protectedIds, ...listed]),
    typeIds: new Set(settings.typeIds),
    sourceIds: new Set(settings.sourceIds),
    overridden: new Map(GUARD_RULES.map((rule) => [rule, new Set(overridden[rule])])),
  }
}

/**
 * All reasons to leave this contact alone, `keep` before `overridden` before `warn`, else in the order of GUARD_RULES. A
 * fact that could not be read counts as a reason: an error must not bypass a rule that protects money.
 * @param now Unix ms.
 */
export function guardReasons(facts: ContactFacts, rules: GuardRules, now: number): GuardReason[] {
  const reasons: GuardReason[] = []
  // Last of those that skip: "was linked to something new" tells more than a rule that the person set aside.
  const again: GuardReason[] = []
  for (const rule of GUARD_RULES) {
    const mode = rules.modes[rule]
    if (mode === 'off') continue
    const holds = ruleHolds(rule, facts, rules, now)
    if (holds === 'no') continue
    const anyway = mode === 'keep' && rules.overridden.get(rule)?.has(facts.id) === true
    const sure = holds === 'yes'
    if (!anyway) reasons.push({ rule, mode, sure })
    else if (facts.review?.newGrounds.includes(rule) === true) again.push({ rule, mode, sure })
    else reasons.push({ rule, mode: 'overridden', sure })
  }
  return [...reasons, ...again].toSorted((a, b) => WEIGHT[a.mode] - WEIGHT[b.mode])
}

const WEIGHT: Readonly<Record<GuardReason['mode'], number>> = { keep: 0, overridden: 1, warn: 2 }

/** The reason for which the contact must be skipped, if any. */
export function keptBy(reasons: readonly GuardReason[]): GuardReason | null {
  return reasons.find(({ mode }) => mode === 'keep') ?? null
}

/** Whether a rule needs more than the contact's own row, so that a check must read what is linked to it. */
export function needsRelations({ modes }: Pick<GuardSettings, 'modes'>): boolean {
  return (['open-deals', 'unpaid-invoices', 'planned-activities', 'new-relation'] as const).some(
    (rule) => modes[rule] === 'keep',
  )
}

const DAY_MS = 86_400_000

function ruleHolds(rule: GuardRule, facts: ContactFacts, rules: GuardRules, now: number): Known {
  switch (rule) {
    case 'open-deals':
      return facts.openDeals
    case 'unpaid-invoices':
      return facts.unpaidInvoices
    case 'planned-activities':
      return facts.plannedActivities
    case 'changed-lately':
      if (facts.modifiedAt === null) return 'unsure'
      return known(facts.modifiedAt > now - rules.changedWithinDays * DAY_MS)
    case 'responsible-is-another':
      return facts.responsibleId === null ? 'unsure' : known(facts.responsibleId !== rules.me)
    case 'protect-list':
      return rules.protectedIds.has(facts.id) ? 'yes' : (facts.onProtectList ?? 'no')
    case 'chosen-type':
      return known(rules.typeIds.has(facts.typeId))
    case 'chosen-source':
      return known(rules.sourceIds.has(facts.sourceId))
    case 'changed-since-review':
      return known(facts.review !== null && facts.modifiedAt !== facts.review.modifiedAt)
    case 'new-relation':
      return facts.review?.newRelation ?? 'no'
    case 'created-after-plan':
      return known(
        facts.review !== null && facts.createdAt !== null && facts.createdAt > facts.review.plannedAt,
      )
  }
}

function known(holds: boolean): Known {
  return holds ? 'yes' : 'no'
}

const modesSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((stored) => {
    const modeOf = (rule: GuardRule): GuardMode =>
      MODES.find((mode) => mode === stored[rule]) ?? DEFAULT_GUARDS.modes[rule]
    return Object.fromEntries(GUARD_RULES.map((rule) => [rule, modeOf(rule)])) as Record<GuardRule, GuardMode>
  }),
)
const settingsSchema = v.object({
  modes: v.fallback(modesSchema, DEFAULT_GUARDS.modes),
  changedWithinDays: v.fallback(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
    DEFAULT_GUARDS.changedWithinDays,
  ),
  protectedIds: v.fallback(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1))), []),
  typeIds: v.fallback(v.array(v.string()), []),
  sourceIds: v.fallback(v.array(v.string()), []),
})

/**
 * Settings from a store. Unreadable values are replaced by their defaults; then `damaged` is true, so that the person
 * learns of it and a protect list is not silently empty.
 */
export function readGuardSettings(stored: unknown): { settings: GuardSettings; damaged: boolean } {
  if (stored === null || stored === undefined) return { settings: DEFAULT_GUARDS, damaged: false }
  const parsed = v.safeParse(settingsSchema, stored)
  if (!parsed.success) return { settings: DEFAULT_GUARDS, damaged: true }
  // Damaged: something stored was not read, or was replaced.
  return { settings: parsed.output, damaged: !sameJson(stored, parsed.output) }
}
