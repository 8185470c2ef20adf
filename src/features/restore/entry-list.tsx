import { useId, useState, type ReactNode } from 'react'
import { tasksByEntry } from '#core/restore/plan/summary/summary.ts'
import type { RestoreEntry } from '#core/restore/plan/plan.ts'
import type { Host } from '#core/ports.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { SelectField } from '#ui/fields/fields.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { VirtualList } from '#ui/rows/virtual-list.tsx'
import { useWidth } from '#ui/use-width.ts'
import { amountOf, backLines, decisionText, entryLosses } from './plan-words.ts'
import { SHOWN, type RestoreChoicesState, type RestoreFilter } from './use-restore-choices.ts'
import { contactPath } from '#features/shared/portal-paths.ts'

const ROW_HEIGHT = 88
const NARROW_ROW_HEIGHT = 116
/** In px: includes room for the answer under the texts. */
const NARROW_ASKING_HEIGHT = 164
const NARROW_UNDER = 720

const LABELS: Record<RestoreFilter, MessageId> = {
  all: 'restore.showAll',
  conflicts: 'restore.showConflicts',
  skipped: 'restore.showSkipped',
}

interface EntryListProps {
  choices: RestoreChoicesState
  host: Pick<Host, 'origin' | 'openPath'>
}

/** Every contact of the plan: what is done with it, and what is and is not restored with it. */
export function EntryList({ choices, host }: EntryListProps): ReactNode {
  const { t } = useTranslation()
  const titleId = useId()
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const narrow = (useWidth(frame) ?? NARROW_UNDER) < NARROW_UNDER
  const narrowHeight = choices.conflicts > 0 ? NARROW_ASKING_HEIGHT : NARROW_ROW_HEIGHT
  const rowHeight = narrow ? narrowHeight : ROW_HEIGHT
  const { listed } = choices
  return (
    <section ref={setFrame} aria-labelledby={titleId} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-1">
        <h2 id={titleId} className="me-auto font-semibold">
          {t('restore.list')}
        </h2>
        <SelectField
          label={t('restore.show')}
          value={choices.shown}
          options={SHOWN.map((value) => ({ value, label: t(LABELS[value]) }))}
          onChange={choices.setShown}
        />
      </div>
      {listed.length > 0 && (
        <div style={{ height: Math.min(listed.length * rowHeight + 2, 420) }}>
          <VirtualList
            label={t('restore.list')}
            count={listed.length}
            rowHeight={rowHeight}
            subject={choices.shown}
            row={(place) => (
              <EntryRow choices={choices} host={host} index={listed[place] ?? 0} narrow={narrow} />
            )}
            className="h-full"
          />
        </div>
      )}
    </section>
  )
}

function EntryRow(props: EntryListProps & { index: number; narrow: boolean }): ReactNode {
  const { t, format } = useTranslation()
  const { choices, host, index, narrow } = props
  const entry = choices.plan.entries[index]
  if (entry === undefined) return null
  const contact = choices.reading.contacts[index]
  const name = entry.name ?? t('common.unnamed', { id: entry.oldId })
  const decision = decisionText(entry, t, format)
  const tasks = tasksByEntry(choices.plan, index)
  const details = [
    ...backLines(
      (group) => {
        const count = tasks.get(group)
        return count === undefined ? null : amountOf(group, count, t)
      },
      t,
      format,
    ),
    ...entryLosses(entry, contact, t, format),
  ].join(' · ')
  const clamp = narrow ? 'line-clamp-2' : 'truncate'
  return (
    <div className={`flex h-full gap-2 px-3 ${narrow ? 'flex-col justify-center' : 'items-center'}`}>
      <div className="flex min-w-0 flex-1 flex-col justify-center max-[720px]:flex-none">
        <p className="truncate font-medium" title={name}>
          <bdi>{name}</bdi>{' '}
          <span className="text-small font-normal text-muted tabular-nums">{entry.oldId}</span>
        </p>
        <p className={`${clamp} text-small`} title={decision}>
          <Decision entry={entry} host={host} text={decision} />
        </p>
        <p className={`${clamp} text-small text-muted`} title={details}>
          {details}
        </p>
      </div>
      {entry.decision.kind === 'conflict' && <Answer choices={choices} entry={entry} name={name} />}
    </div>
  )
}

/** What is done with a contact, with a link if the contact exists already. */
function Decision(props: { entry: RestoreEntry; host: EntryListProps['host']; text: string }): ReactNode {
  const { entry, host, text } = props
  const { decision } = entry
  const id =
    decision.kind === 'already-back'
      ? decision.id
      : decision.kind === 'still-there'
        ? entry.oldId
        : decision.kind === 'conflict'
          ? decision.conflicts[0]?.contacts[0]?.id
          : undefined
  if (id === undefined) return text
  const path = contactPath(id)
  return (
    <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)}>
      {text}
    </PortalLink>
  )
}

function Answer(props: { choices: RestoreChoicesState; entry: RestoreEntry; name: string }): ReactNode {
  const { t } = useTranslation()
  const { choices, entry, name } = props
  return (
    <select
      aria-label={t('restore.decide', { name })}
      value={choices.answerFor(entry.oldId) ?? ''}
      onChange={({ target: { value } }) =>
        choices.answer([entry.oldId], value === 'create' || value === 'skip' ? value : null)
      }
      className="min-h-8 w-44 shrink-0 rounded-control border border-edge bg-panel px-2 text-body text-ink"
    >
      <option value="">{t('restore.answerOpen')}</option>
      <option value="create">{t('restore.answerCreate')}</option>
      <option value="skip">{t('restore.answerSkip')}</option>
    </select>
  )
}
