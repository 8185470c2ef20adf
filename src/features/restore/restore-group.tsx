import type { ReactNode } from 'react'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { RestoreState } from '#core/restore/run/state.ts'
import type { Host } from '#core/ports.ts'
import { numberAt } from '#core/job/pages.ts'
import { ResultGroup } from '../shared/result-group.tsx'
import { useSpeech } from '#i18n/text.tsx'
import { PortalLink } from '#ui/portal-link.tsx'

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

/** One reason with what came to it. */
export function RestoreGroup(props: RestoreGroupProps): ReactNode {
  const { title, advice, good, tasks } = props
  return (
    <ResultGroup
      {...{ title, advice, good }}
      icon={good ? 'check' : 'warning'}
      count={tasks.length}
      row={(place) => <TaskLine {...props} task={tasks[place] ?? 0} />}
    />
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
