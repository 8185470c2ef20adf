import * as v from 'valibot'

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

/** Reasons that are no settings: nothing is lost without a copy. */
export const COPY_REASONS = [
  /** Not all that hangs on the contact could be copied, and the person did not say that it may go all the same. */
  'copy-incomplete',
  /** It was changed after it was copied, and no rule keeps what was changed. */
  'copy-outdated',
] as const
export type CopyReason = (typeof COPY_REASONS)[number]

/** `keep`: the contact is not deleted. `warn`: the person is told and decides. */
const MODES = ['off', 'warn', 'keep'] as const
export type GuardMode = (typeof MODES)[number]

/** Plain JSON, so that it can lie in the portal's options. */
export interface GuardSettings {
  readonly modes: Readonly<Record<GuardRule, GuardMode>>
  /** N of "changed in the last N days". */
  readonly changedWithinDays: number
  readonly protectedIds: readonly number[]
  /** Values of TYPE_ID and SOURCE_ID that protect a contact. */
  readonly typeIds: readonly string[]
  readonly sourceIds: readonly string[]
}

/** On where they protect money, or what nobody has reviewed. */
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

/** `unsure`: the portal could not be read, or told only a part. */
export type Known = 'yes' | 'no' | 'unsure'

/** What the rules look at: at review as read then, during the run as read just before. */
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
  /** What the review saw; null: this is the review. */
  readonly review: ReviewedFacts | null
}

export interface ReviewedFacts {
  readonly modifiedAt: number | null
  /** Whether something hangs on the contact now that did not then. */
  readonly newRelation: Known
  /** When the plan was made, Unix ms of the portal's clock. */
  readonly plannedAt: number
}

export interface GuardReason {
  readonly rule: GuardRule | CopyReason
  readonly mode: 'warn' | 'keep'
  /** False: the rule could not be checked, so it is taken to hold. */
  readonly sure: boolean
}

/** The settings made quick to ask: lists as sets. */
export interface GuardRules extends Omit<GuardSettings, 'protectedIds' | 'typeIds' | 'sourceIds'> {
  /** The user who deletes. */
  readonly me: number
  readonly protectedIds: ReadonlySet<number>
  readonly typeIds: ReadonlySet<string>
  readonly sourceIds: ReadonlySet<string>
}

export function guardRules(settings: GuardSettings, me: number): GuardRules {
  return {
    modes: settings.modes,
    changedWithinDays: settings.changedWithinDays,
    me,
    protectedIds: new Set(settings.protectedIds),
    typeIds: new Set(settings.typeIds),
    sourceIds: new Set(settings.sourceIds),
  }
}

/**
 * Every reason to leave this contact alone, `keep` before `warn`, else in the order of GUARD_RULES. What could not be
 * read counts as a reason: a rule that protects money must not be passed by an error.
 * @param now Unix ms.
 */
export function guardReasons(facts: ContactFacts, rules: GuardRules, now: number): GuardReason[] {
  const reasons: GuardReason[] = []
  for (const rule of GUARD_RULES) {
    const mode = rules.modes[rule]
    if (mode === 'off') continue
    const holds = ruleHolds(rule, facts, rules, now)
    if (holds !== 'no') reasons.push({ rule, mode, sure: holds === 'yes' })
  }
  return reasons.toSorted((a, b) => Number(a.mode === 'warn') - Number(b.mode === 'warn'))
}

/** The reason for which the contact must stay, if any. */
export function keptBy(reasons: readonly GuardReason[]): GuardReason | null {
  return reasons.find(({ mode }) => mode === 'keep') ?? null
}

/** Whether the rules look at more than the contact's own row, and so a check must ask for what hangs on it. */
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
      return known(rules.protectedIds.has(facts.id))
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
 * Settings from a store. What cannot be read is replaced by its default; `damaged` then says that something was, so
 * that the person can be told before a protect list is silently empty.
 */
export function readGuardSettings(stored: unknown): { settings: GuardSettings; damaged: boolean } {
  if (stored === null || stored === undefined) return { settings: DEFAULT_GUARDS, damaged: false }
  const parsed = v.safeParse(settingsSchema, stored)
  if (!parsed.success) return { settings: DEFAULT_GUARDS, damaged: true }
  return { settings: parsed.output, damaged: !agrees(stored, parsed.output) }
}

/** Whether everything in the settings was really read, none of it replaced. */
function agrees(stored: unknown, settings: GuardSettings): boolean {
  const rank = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`
    if (Array.isArray(value)) return `[${value.map(rank).join()}]`
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, each]) => `${key}:${rank(each)}`).join()}}`
  }
  return rank(stored) === rank(settings)
}
