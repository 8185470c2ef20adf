import { useId, useState, type ReactNode } from 'react'
import type { RestorePlan } from '#core/restore/plan.ts'
import type { RestoreState } from '#core/restore/state.ts'
import type { Host } from '#core/ports.ts'
import { numberAt } from '#core/run/pages.ts'
import { useSpeech } from '#i18n/text.tsx'
import { classNames } from '#ui/class-names.ts'
import { Icon } from '#ui/icons.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { VirtualList } from '#ui/rows/virtual-list.tsx'

const ROW_HEIGHT = 36
const MOST_ROWS_IN_SIGHT = 8

interface RestoreGroupProps {
  title: string
  advice: string
  good: boolean
  /** Indices of tasks. */
  tasks: readonly number[]
  plan: RestorePlan
  state: RestoreState
  host: Pick<Host, 'origin' | 'openPath'>
}

/** One reason with what came to it, shown when asked for. */
export function RestoreGroup(props: RestoreGroupProps): ReactNode {
  const { t } = useSpeech()
  const { title, advice, good, tasks } = props
  const [open, setOpen] = useState(false)
  const panelId = useId()
  return (
    <div className="flex flex-col gap-1 border-b border-line-soft pb-2 last:border-b-0">
      <div className="flex flex-wrap items-start gap-x-2">
        <span
          className={classNames(
            '-my-0.5 -ms-1 flex size-7 shrink-0 items-center justify-center',
            good ? 'text-success-icon' : 'text-muted',
          )}
        >
          <Icon name={good ? 'check' : 'warning'} />
        </span>
        <div className="min-w-0 flex-1 wrap-anywhere max-sm:basis-[calc(100%-3rem)]">
          <p className="font-semibold">{title}</p>
          {advice !== '' && <p className="text-muted">{advice}</p>}
        </div>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? panelId : undefined}
          aria-label={`${t('restore.showContacts')}: ${title}`}
          onClick={() => setOpen(!open)}
          className="inline-flex min-h-7 shrink-0 items-center gap-1 rounded-control px-1.5 text-link hover:bg-hover max-sm:ms-5"
        >
          {t('restore.showContacts')}
          <Icon name="chevron" className={open ? 'rotate-180' : ''} />
        </button>
      </div>
      {open && (
        <div id={panelId} style={{ height: Math.min(tasks.length, MOST_ROWS_IN_SIGHT) * ROW_HEIGHT + 2 }}>
          <VirtualList
            label={t('restore.contactsOf', { what: title })}
            count={tasks.length}
            rowHeight={ROW_HEIGHT}
            row={(place) => <TaskLine {...props} task={tasks[place] ?? 0} />}
            className="h-full"
          />
        </div>
      )}
    </div>
  )
}

/** A contact with its old and new number; of what hangs on one, which it is as far as it has a number. */
function TaskLine(props: RestoreGroupProps & { task: number }): ReactNode {
  const { t } = useSpeech()
  const { plan, state, host, task } = props
  const what = plan.tasks[task]
  const entry = plan.entries[what?.entry ?? -1]
  if (what === undefined || entry === undefined) return null
  const name = entry.name ?? t('common.unnamed', { id: entry.oldId })
  const first = firstOf(plan, task)
  const newId = numberAt(state.ids, first)
  const path = `/crm/contact/details/${newId}/`
  const number =
    what.kind === 'contact'
      ? newId > 0
        ? t('restore.oldToNew', { oldId: entry.oldId, newId })
        : String(entry.oldId)
      : 'id' in what
        ? String(what.id)
        : ''
  return (
    <p className="flex h-full items-center gap-2 px-3">
      {newId > 0 ? (
        <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)} className="truncate">
          <bdi>{name}</bdi>
        </PortalLink>
      ) : (
        <bdi className="truncate">{name}</bdi>
      )}
      <span className="shrink-0 text-small text-muted tabular-nums">{number}</span>
    </p>
  )
}

function firstOf({ tasks }: RestorePlan, task: number): number {
  let first = task
  while (first > 0 && tasks[first]?.kind !== 'contact') first--
  return first
}
