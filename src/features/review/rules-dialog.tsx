import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { GuardMode, GuardRule, GuardSettings } from '#core/plan/guards.ts'
import type { Plan } from '#core/plan/plan.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'
import { Checkbox, SelectField, TextField } from '#ui/fields/fields.tsx'
import { RadioGroup } from '#ui/fields/radio-group.tsx'
import { codeQueries } from '../shared/code-queries.ts'
import { daysAreRight, formIsRight, readForm, toForm, type RulesForm } from './rules-form.ts'
import type { CodeNames, NamedCodes } from '#core/contact/ports.ts'

/** The rules that a person may set; rules about changes after the review always skip. */
const SETTABLE = [
  ['open-deals', 'guards.ruleOpenDeals'],
  ['unpaid-invoices', 'guards.ruleOpenInvoices'],
  ['planned-activities', 'guards.rulePlannedActivities'],
  ['changed-lately', 'guards.ruleChangedLately'],
  ['responsible-is-another', 'guards.ruleResponsible'],
  ['protect-list', 'guards.ruleProtectList'],
  ['chosen-type', 'guards.ruleType'],
  ['chosen-source', 'guards.ruleSource'],
] as const satisfies readonly (readonly [GuardRule, MessageId])[]

interface RulesDialogProps {
  plan: Plan
  codes: CodeNames
  /** Whether this person may set the rules for everybody. */
  isAdmin: boolean
  onClose: () => void
  onApply: (guards: GuardSettings, everybody: boolean) => void
}

/** Off, warn or skip for each rule, and the values that the rules need. */
export function RulesDialog({ plan, codes, isAdmin, onClose, onApply }: RulesDialogProps): ReactNode {
  const { t } = useTranslation()
  const [form, setForm] = useState(() => toForm(plan.guards))
  const [scope, setScope] = useState<'run' | 'everybody'>('run')
  // Names only help: without them the codes are shown.
  const { data: names } = useQuery(codeQueries.names(codes))
  const right = formIsRight(form)
  const modes: readonly { value: GuardMode; label: string }[] = [
    { value: 'off', label: t('guards.off') },
    { value: 'warn', label: t('guards.warn') },
    { value: 'keep', label: t('guards.keep') },
  ]
  return (
    <Dialog
      title={t('guards.title')}
      described={false}
      onClose={onClose}
      actions={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            aria-disabled={!right}
            onClick={() => onApply(readForm(form, plan.guards), scope === 'everybody')}
          >
            {t('guards.apply')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t('guards.intro')}</p>
        {isAdmin ? (
          <RadioGroup
            label={t('guards.scope')}
            value={scope}
            options={[
              { value: 'run', label: t('guards.scopeRun') },
              { value: 'everybody', label: t('guards.scopeEverybody') },
            ]}
            onChange={setScope}
          />
        ) : (
          <p className="text-small text-muted">{t('guards.runOnly')}</p>
        )}
        {SETTABLE.map(([rule, label]) => (
          <div key={rule} className="flex flex-col gap-1.5">
            <SelectField
              label={t(label)}
              value={form.modes[rule]}
              options={modes}
              onChange={(mode) => setForm({ ...form, modes: { ...form.modes, [rule]: mode } })}
            />
            {form.modes[rule] !== 'off' && (
              <RuleDetails rule={rule} form={form} plan={plan} names={names} onChange={setForm} />
            )}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

interface DetailsProps {
  rule: GuardRule
  form: RulesForm
  plan: Plan
  names: NamedCodes | undefined
  onChange: (form: RulesForm) => void
}

function RuleDetails({ rule, form, plan, names, onChange }: DetailsProps): ReactNode {
  const { t } = useTranslation()
  switch (rule) {
    case 'changed-lately':
      return (
        <TextField
          label={t('guards.days')}
          value={form.days}
          inputMode="numeric"
          onChange={(days) => onChange({ ...form, days })}
          problem={daysAreRight(form) ? undefined : t('guards.daysProblem')}
        />
      )
    case 'protect-list':
      return (
        // The list has its own screen, and each contact of the review its "Protect".
        <p className="text-small text-muted">{t('guards.listChanges')}</p>
      )
    case 'chosen-type':
      return (
        <CodeChoice
          legend={t('guards.types')}
          codes={plan.typeIds}
          names={names?.types ?? NO_NAMES}
          chosen={form.typeIds}
          onChange={(typeIds) => onChange({ ...form, typeIds })}
        />
      )
    case 'chosen-source':
      return (
        <CodeChoice
          legend={t('guards.sources')}
          codes={plan.sourceIds}
          names={names?.sources ?? NO_NAMES}
          chosen={form.sourceIds}
          onChange={(sourceIds) => onChange({ ...form, sourceIds })}
        />
      )
    case 'open-deals':
    case 'unpaid-invoices':
    case 'planned-activities':
    case 'responsible-is-another':
    case 'changed-since-review':
    case 'new-relation':
    case 'created-after-plan':
      return null
  }
}

const NO_NAMES: ReadonlyMap<string, string> = new Map()

/** The values that the portal knows, then other ones of contacts in the review, and those chosen before. */
function CodeChoice(props: {
  legend: string
  codes: readonly string[]
  names: ReadonlyMap<string, string>
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}): ReactNode {
  const { t } = useTranslation()
  const { legend, codes, names, chosen, onChange } = props
  const nameless = [...new Set([...chosen, ...codes])].filter((code) => code !== '' && !names.has(code))
  const all = [...names.keys(), ...nameless.toSorted()]
  return (
    <fieldset className="flex flex-col">
      <legend className="text-small text-muted">{legend}</legend>
      {all.length === 0 && <p className="text-small text-muted">{t('guards.noCodes')}</p>}
      {all.map((code) => (
        <Checkbox
          key={code}
          label={names.get(code) ?? code}
          checked={chosen.includes(code)}
          onChange={(ticked) =>
            onChange(ticked ? [...chosen, code] : chosen.filter((other) => other !== code))
          }
        />
      ))}
    </fieldset>
  )
}
