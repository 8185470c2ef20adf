import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Plan } from '#core/plan/plan.ts'
import type { Host } from '#core/ports.ts'
import { usePorts } from '../ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { responsibleQueries } from './responsible-queries.ts'

/** Who is responsible for these contacts, by name, with the way to each of them. */
export function AskDialog(props: {
  plan: Plan
  /** Indices. */
  contacts: readonly number[]
  host: Pick<Host, 'origin' | 'openPath'>
  onClose: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { contacts: store } = usePorts()
  const { plan, contacts, host, onClose } = props
  const { counts, unknown } = responsibles(plan, contacts)
  const ids = [...counts.keys()]
  const { data, isError } = useQuery(responsibleQueries.names(store, ids))
  return (
    <Dialog
      title={t('deletion-run.askTitle')}
      onClose={onClose}
      actions={
        <Button data-autofocus onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        {isError && <p>{t('deletion-run.askProblem')}</p>}
        <ul className="flex flex-col gap-1">
          {ids.map((id) => {
            const path = `/company/personal/user/${id}/`
            return (
              <li key={id}>
                {data === undefined && !isError ? (
                  <Skeleton className="w-40" />
                ) : (
                  <PortalLink
                    href={host.origin + path}
                    onOpen={() => host.openPath(path)}
                    className="inline-block min-h-6"
                  >
                    {t('deletion-run.askPerson', {
                      name: nameOf(data?.get(id), id),
                      count: counts.get(id) ?? 0,
                    })}
                  </PortalLink>
                )}
              </li>
            )
          })}
        </ul>
        {unknown > 0 && <p>{t('deletion-run.askNobody', { count: unknown })}</p>}
      </div>
    </Dialog>
  )

  function nameOf(name: string | undefined, id: number): string {
    return name === undefined || name === '' ? t('deletion-run.askUnknown', { id }) : name
  }
}

/** How many of the contacts each responsible person has, the busiest first. */
function responsibles(
  plan: Plan,
  contacts: readonly number[],
): { counts: ReadonlyMap<number, number>; unknown: number } {
  const counts = new Map<number, number>()
  let unknown = 0
  for (const index of contacts) {
    const id = plan.responsibleIds[index] ?? NaN
    if (Number.isNaN(id)) unknown++
    else counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return { counts: new Map([...counts].toSorted(([, a], [, b]) => b - a)), unknown }
}
