import type { ReactNode } from 'react'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import { verdictOfTask, type RestoreState } from '#core/restore/run/state.ts'
import type { Host } from '#core/ports.ts'
import { numberAt } from '#core/job/journal/pages.ts'
import { Doubles } from '../../shared/doubles.tsx'
import { ResultGroup } from '../../shared/result-group.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { CutName } from '#ui/cut-name.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { contactPath } from '#features/shared/portal-paths.ts'

interface RestoreGroupProps {
  title: string
  advice: string
  /** False: it was not restored. */
  good: boolean
  /** Indices of tasks. */
  tasks: readonly number[]
  plan: RestorePlan
  state: RestoreState
  host: Pick<Host, 'origin' | 'openPath'>
  /** Asks whether to delete a contact that is there twice; absent: no deleting here. */
  onDelete?: ((subject: { id: number; name: string }) => void) | undefined
}

/** One outcome with its contacts or linked things. */
export function RestoreGroup(props: RestoreGroupProps): ReactNode {
  const { t } = useTranslation()
  const { advice, good, tasks, plan, state, host } = props
  const only = tasks.length === 1 ? restoredOf(plan, state, tasks[0] ?? 0) : null
  const path = only === null ? '' : contactPath(only.id)
  return (
    <ResultGroup
      title={
        only === null || !good
          ? props.title
          : t('restore.oneRestored', { id: only.id, name: only.name ?? t('common.unnamed', { id: only.id }) })
      }
      advice={advice}
      acts={
        only !== null && (
          <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)}>
            {t('restore.openCard')}
          </PortalLink>
        )
      }
      tone={good ? 'good' : 'warning'}
      count={tasks.length}
      row={(place) => <TaskLine {...props} task={tasks[place] ?? 0} />}
    />
  )
}

/** A contact that is there again; null: the task is of something else, or was not restored. */
function restoredOf(
  plan: RestorePlan,
  state: RestoreState,
  task: number,
): { readonly id: number; readonly name: string | null } | null {
  const what = plan.tasks[task]
  const id = numberAt(state.ids, task)
  if (what?.kind !== 'contact' || id <= 0) return null
  return { id, name: plan.entries[what.entry]?.name ?? null }
}

/** A contact with its old and new ID, or a linked thing with its ID if it has one. */
function TaskLine(props: RestoreGroupProps & { task: number }): ReactNode {
  const { t } = useTranslation()
  const { plan, state, host, task } = props
  const what = plan.tasks[task]
  const entry = plan.entries[what?.entry ?? -1]
  if (what === undefined || entry === undefined) return null
  const name = entry.name ?? t('common.unnamed', { id: entry.oldId })
  const verdict = verdictOfTask(state, task)
  const first = firstOf(plan, task)
  const newId = numberAt(state.ids, first)
  const path = contactPath(newId)
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
        <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)} className="min-w-0">
          <CutName name={name} />
        </PortalLink>
      ) : (
        <CutName name={name} />
      )}
      <span className="shrink-0 text-small text-muted tabular-nums">{number}</span>
      {verdict.kind === 'doubled' && what.kind === 'contact' && (
        <Doubles ids={verdict.others} name={name} onDelete={props.onDelete} />
      )}
    </p>
  )
}

function firstOf({ tasks }: RestorePlan, task: number): number {
  let first = task
  while (first > 0 && tasks[first]?.kind !== 'contact') first--
  return first
}
