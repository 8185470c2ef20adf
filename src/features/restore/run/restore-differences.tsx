import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ArchiveReader } from '#core/archive/ports.ts'
import { findDifferences, type Differences } from '#core/restore/differences.ts'
import { groupOfTask, ATTACHMENT_GROUPS } from '#core/restore/plan/summary/summary.ts'
import type { RestorePlan } from '#core/restore/plan/plan.ts'
import type { RestoreState } from '#core/restore/run/state.ts'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { amountOf } from '../plan-words.ts'
import { RestoreGroup } from './restore-group.tsx'

interface RestoreDifferencesProps {
  plan: RestorePlan
  state: RestoreState
  archives: Pick<ArchiveReader, 'read'>
  /** Says nothing while it compares. */
  quiet?: boolean
}

/** @param restore identifies the state of the restore: a retry or another look asks again */
const differences = (restore: string, find: (signal: AbortSignal) => Promise<Differences>) =>
  queryOptions({
    queryKey: ['restore-differences', restore],
    queryFn: ({ signal }) => find(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Reads back what was restored and names the texts that differ from the copy. */
export function RestoreDifferences({
  plan,
  state,
  archives,
  quiet = false,
}: RestoreDifferencesProps): ReactNode {
  const { t } = useTranslation()
  const { host } = usePorts()
  const { data, isError } = useQuery(
    differences(`${plan.id} ${state.nextBatch}`, (signal) =>
      findDifferences(plan, state, archives, () => signal.aborted),
    ),
  )
  if (isError) return <p className="text-muted">{t('restore.notCompared')}</p>
  if (data === undefined) return quiet ? null : <p className="text-muted">{t('restore.comparing')}</p>
  const groups = [null, ...ATTACHMENT_GROUPS].map((group) => ({
    group,
    tasks: data.altered.filter((task) => groupOf(plan, task) === group),
  }))
  return (
    <>
      {groups.map(
        ({ group, tasks }) =>
          tasks.length > 0 && (
            <RestoreGroup
              key={group ?? 'contact'}
              title={t('restore.altered', {
                what:
                  group === null
                    ? t('restore.alteredContacts', { count: tasks.length })
                    : amountOf(group, tasks.length, t),
              })}
              advice={t('restore.alteredAdvice')}
              good={false}
              {...{ tasks, plan, state, host }}
            />
          ),
      )}
      {data.unread.length > 0 && <p className="text-muted">{t('restore.notCompared')}</p>}
    </>
  )
}

function groupOf({ tasks }: RestorePlan, task: number) {
  const what = tasks[task]
  return what === undefined ? null : groupOfTask(what)
}
