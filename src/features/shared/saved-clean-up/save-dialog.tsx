import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import {
  INTERVALS,
  MOST_NEWER_DAYS,
  type CleanUpSubject,
  type Interval,
  type ListedCleanUp,
} from '#core/plan/saved/saved-clean-up.ts'
import { sameJson } from '#core/json.ts'
import { usePorts } from '#features/ports.tsx'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox, SelectField, TextField } from '#ui/fields/fields.tsx'
import { Notice } from '#ui/notice.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'
import { newId } from '../new-id.ts'
import { workQuery } from '../work-query.ts'
import { cleanUpsQuery } from './clean-up-query.ts'
import { formOfCleanUp, newForm, readCleanUpForm, wholeFrom } from './save-form.ts'

const INTERVAL_LABELS: Readonly<Record<Interval, MessageId>> = {
  monthly: 'saved.monthly',
  quarterly: 'saved.quarterly',
}

interface SaveDialogProps {
  subject: CleanUpSubject
  /** Which contacts, in words. */
  what: string
  name: string
  /** The one to be changed; absent: a new one. */
  changes?: ListedCleanUp
  /** The list is searched, too, and no search is saved. */
  searching?: boolean
  onClose: () => void
  onSaved?: (name: string) => void
}

/** Asks for a saved clean-up's name and for what is usual for it. */
export function SaveDialog(props: SaveDialogProps): ReactNode {
  const { subject, what, name, changes, searching = false, onClose, onSaved } = props
  const { t, format } = useTranslation()
  const formId = useId()
  const ports = usePorts()
  const client = useQueryClient()
  const work = useQuery(workQuery(ports))
  const saved = useQuery(cleanUpsQuery(work.data?.cleanUps ?? null))
  const [form, setForm] = useState(() => (changes === undefined ? newForm(name) : formOfCleanUp(changes)))
  const [tried, setTried] = useState(false)
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const set = (change: Partial<typeof form>): void => setForm((now) => ({ ...now, ...change }))
  const replaced = saved.data?.listed.find(
    ({ cleanUp, scope }) => scope === form.scope && cleanUp.name === form.name.trim(),
  )
  const isOther = replaced !== undefined && replaced.cleanUp.id !== changes?.cleanUp.id

  async function save(): Promise<void> {
    setTried(true)
    const said = readCleanUpForm(form)
    if (said === null) return
    setSaving(true)
    setFailed(null)
    try {
      const { cleanUps, guards } = await client.query(workQuery(ports))
      // Of other contacts it is another clean-up, with no run yet.
      const same =
        replaced !== undefined && sameJson(replaced.cleanUp.subject, subject) ? replaced : undefined
      const before = changes ?? same
      const rules = changes === undefined ? (await guards.read()).settings : changes.cleanUp.guards
      const now = await cleanUps.save(form.scope, {
        id: before?.cleanUp.id ?? newId(),
        ...said,
        subject,
        // The protect list is read at each review, and is not to be what it was.
        guards: { ...rules, protectedIds: [] },
        savedAt: before?.cleanUp.savedAt ?? Date.now(),
      })
      client.setQueryData(cleanUpsQuery(null).queryKey, now)
      onSaved?.(said.name)
      onClose()
    } catch (thrown) {
      setFailed(thrown)
      setSaving(false)
    }
  }

  return (
    <Dialog
      title={t(changes === undefined ? 'saved.dialogTitle' : 'saved.changeTitle')}
      described={false}
      busy={saving}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            busy={saving ? t('filters.saving') : undefined}
            aria-disabled={isOther && changes !== undefined}
          >
            {t('saved.doSave')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (!saving) void save()
        }}
      >
        <p>
          <span className="text-muted">{t('saved.what')}</span> <bdi>{what}</bdi>
        </p>
        {searching && <Notice tone="warning">{t('saved.withoutSearch')}</Notice>}
        {hasDates(subject) && <p className="text-small text-muted">{t('saved.fixedDates')}</p>}
        <TextField
          data-autofocus
          label={t('saved.name')}
          value={form.name}
          maxLength={80}
          onChange={(text) => set({ name: text })}
          problem={nameProblem()}
          hint={isOther ? t('saved.replaces') : undefined}
        />
        {work.data?.facts.isAdmin === true && changes === undefined && (
          <Checkbox
            label={t('filters.saveEverybody')}
            checked={form.scope === 'everybody'}
            onChange={(everybody) => set({ scope: everybody ? 'everybody' : 'me' })}
          />
        )}
        <SelectField
          label={t('saved.remind')}
          value={form.interval}
          options={[
            { value: 'never', label: t('saved.never') },
            ...INTERVALS.map((value) => ({ value, label: t(INTERVAL_LABELS[value]) })),
          ]}
          onChange={(interval) => set({ interval })}
        />
        <TextField
          label={t('saved.newerDays')}
          inputMode="numeric"
          value={form.newerDays}
          onChange={(text) => set({ newerDays: text })}
          hint={t('saved.newerHint')}
          problem={
            wholeFrom(form.newerDays, 0, MOST_NEWER_DAYS) === null
              ? t('saved.daysProblem', { most: String(MOST_NEWER_DAYS) })
              : undefined
          }
        />
        <TextField
          label={t('saved.percent')}
          inputMode="numeric"
          value={form.mostPercent}
          onChange={(text) => set({ mostPercent: text })}
          hint={t('saved.percentHint')}
          problem={wholeFrom(form.mostPercent, 1, 100) === null ? t('saved.percentProblem') : undefined}
        />
        <p className="text-small text-muted">{t('saved.noServer')}</p>
        {changes === undefined && <p className="text-small text-muted">{t('saved.rules')}</p>}
        {failed !== null && (
          <Notice tone="problem">
            {t('filters.failed', { why: describeThrown(failed, t, format).title })}
          </Notice>
        )}
      </form>
    </Dialog>
  )

  function nameProblem(): string | undefined {
    if (tried && form.name.trim() === '') return t('filters.saveUnnamed')
    return isOther && changes !== undefined ? t('saved.nameTaken') : undefined
  }
}

/** Whether a filter names days, which a suggestion would move along. */
function hasDates(subject: CleanUpSubject): boolean {
  if (subject.kind === 'suggestion') return false
  const { created, changed, activity } = subject.filters
  return created !== undefined || changed !== undefined || typeof activity === 'object'
}
