import { useState, type ReactNode } from 'react'
import type { GuardMode, GuardRule, GuardSettings } from '#core/guards.ts'
import type { Plan } from '#core/plan.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useSpeech } from '#i18n/text.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Checkbox, SelectField, TextField } from '#ui/fields.tsx'
import { daysAreRight, formIsRight, idsAreRight, readForm, toForm, type RulesForm } from './rules-form.ts'

/** The rules that a person may set; those about changes after the review always keep. */
const SETTABLE = [
  ['open-deals', 'guards.ruleOpenDeals'],
  ['unpaid-invoices', 'guards.ruleUnpaidInvoices'],
  ['planned-activities', 'guards.rulePlannedActivities'],
  ['changed-lately', 'guards.ruleChangedLately'],
  ['responsible-is-another', 'guards.ruleResponsible'],
  ['protect-list', 'guards.ruleProtectList'],
  ['chosen-type', 'guards.ruleType'],
  ['chosen-source', 'guards.ruleSource'],
] as const satisfies readonly (readonly [GuardRule, MessageId])[]

interface RulesDialogProps {
  plan: Plan
  isAdmin: boolean
  onClose: () => void
  onApply: (guards: GuardSettings) => void
}

/** Off, warn or keep for each rule, and what the rules need to know. */
export function RulesDialog({ plan, isAdmin, onClose, onApply }: RulesDialogProps): ReactNode {
  const { t } = useSpeech()
  const [form, setForm] = useState(() => toForm(plan.guards))
  const right = formIsRight(form)
  const modes: readonly { value: GuardMode; label: string }[] = [
    { value: 'off', label: t('guards.off') },
    { value: 'warn', label: t('guards.warn') },
    { value: 'keep', label: t('guards.keep') },
  ]
  return (
    <Dialog
      title={t('guards.title')}
      onClose={onClose}
      actions={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('guards.cancel')}
          </Button>
          <Button
            variant="primary"
            aria-disabled={!right}
            onClick={() => onApply(readForm(form, plan.guards))}
          >
            {t('guards.apply')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <p>{t('guards.intro')}</p>
        {SETTABLE.map(([rule, label]) => (
          <div key={rule} className="flex flex-col gap-1.5">
            <SelectField
              label={t(label)}
              value={form.modes[rule]}
              options={modes}
              onChange={(mode) => setForm({ ...form, modes: { ...form.modes, [rule]: mode } })}
            />
            {form.modes[rule] !== 'off' && (
              <RuleDetails rule={rule} form={form} plan={plan} onChange={setForm} />
            )}
          </div>
        ))}
        <p className="text-small text-muted">
          {t(isAdmin ? 'guards.rememberedForAll' : 'guards.rememberedForMe')}
        </p>
      </div>
    </Dialog>
  )
}

interface DetailsProps {
  rule: GuardRule
  form: RulesForm
  plan: Plan
  onChange: (form: RulesForm) => void
}

function RuleDetails({ rule, form, plan, onChange }: DetailsProps): ReactNode {
  const { t } = useSpeech()
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
        <TextField
          label={t('guards.protectedIds')}
          value={form.protectedIds}
          onChange={(protectedIds) => onChange({ ...form, protectedIds })}
          hint={t('guards.protectedHint')}
          problem={idsAreRight(form) ? undefined : t('guards.protectedProblem')}
        />
      )
    case 'chosen-type':
      return (
        <CodeChoice
          legend={t('guards.types')}
          codes={plan.typeIds}
          chosen={form.typeIds}
          onChange={(typeIds) => onChange({ ...form, typeIds })}
        />
      )
    case 'chosen-source':
      return (
        <CodeChoice
          legend={t('guards.sources')}
          codes={plan.sourceIds}
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

/** The values that contacts of the review have, and those chosen before. */
function CodeChoice(props: {
  legend: string
  codes: readonly string[]
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
}): ReactNode {
  const { t } = useSpeech()
  const { legend, codes, chosen, onChange } = props
  const all = [...new Set([...chosen, ...codes])].filter((code) => code !== '').toSorted()
  return (
    <fieldset className="flex flex-col">
      <legend className="text-small text-muted">{legend}</legend>
      {all.length === 0 && <p className="text-small text-muted">{t('guards.noCodes')}</p>}
      {all.map((code) => (
        <Checkbox
          key={code}
          label={code}
          checked={chosen.includes(code)}
          onChange={(ticked) =>
            onChange(ticked ? [...chosen, code] : chosen.filter((other) => other !== code))
          }
        />
      ))}
    </fieldset>
  )
}
