import { useQuery } from '@tanstack/react-query'
import { useId, useRef, useState, type ReactNode } from 'react'
import type { Plan } from '#core/plan/plan.ts'
import type { Host } from '#core/ports.ts'
import { usePorts } from '../ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { copyFrom } from '#ui/copy-from.ts'
import { Dialog } from '#ui/overlays/dialog.tsx'
import { TextArea } from '#ui/fields/fields.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { responsibleQueries } from './responsible-queries.ts'
import { contactPath } from '#features/shared/portal-paths.ts'

/** A message to those responsible for these contacts, and the way to each of them. */
export function MessageDialog(props: {
  plan: Plan
  /** Indices. */
  contacts: readonly number[]
  host: Pick<Host, 'origin' | 'openPath'>
  onClose: () => void
}): ReactNode {
  const { t } = useTranslation()
  const { contacts: store } = usePorts()
  const { plan, contacts, host, onClose } = props
  const own = byResponsible(plan, contacts)
  const ids = [...own.keys()].filter((id) => id !== NO_USER)
  const { data: names, isPending } = useQuery(responsibleQueries.names(store, ids))
  const [copied, setCopied] = useState<boolean | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const listId = useId()

  const nameOf = (id: number): string => {
    if (id === NO_USER) return t('deletion-run.messageNoUser')
    const name = names?.get(id)
    return name === undefined || name === '' ? t('deletion-run.messageUser', { id }) : name
  }
  const lineOf = (index: number): string => {
    const id = plan.ids[index] ?? 0
    const name = plan.names[index] ?? t('common.unnamed', { id })
    return t('deletion-run.messageLine', {
      name,
      id: String(id),
      link: host.origin + contactPath(id),
    })
  }
  const message = [
    t('deletion-run.messageText', { count: contacts.length }),
    ...[...own].map(([id, theirs]) => [`${nameOf(id)}:`, ...theirs.map(lineOf)].join('\n')),
  ].join('\n\n')

  return (
    <Dialog
      wide
      described={false}
      busy={isPending}
      title={t('deletion-run.messageTitle')}
      onClose={onClose}
      actions={
        <>
          <Button data-autofocus onClick={onClose}>
            {t('common.close')}
          </Button>
          <Button
            variant="primary"
            aria-disabled={isPending}
            onClick={() => field.current !== null && setCopied(copyFrom(field.current))}
          >
            {t('deletion-run.messageCopy')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ul aria-labelledby={listId} className="flex flex-wrap gap-x-4 gap-y-1">
          <li id={listId} className="text-muted">
            {t('deletion-run.messageTo')}
          </li>
          {ids.map((id) => {
            const path = `/company/personal/user/${id}/`
            return (
              <li key={id}>
                {isPending ? (
                  <Skeleton className="w-40" />
                ) : (
                  <PortalLink
                    href={host.origin + path}
                    onOpen={() => host.openPath(path)}
                    className="inline-block min-h-6"
                  >
                    {t('deletion-run.askPerson', { name: nameOf(id), count: own.get(id)?.length ?? 0 })}
                  </PortalLink>
                )}
              </li>
            )
          })}
        </ul>
        <TextArea
          ref={field}
          label={t('deletion-run.messageField')}
          value={isPending ? '' : message}
          onChange={() => undefined}
          readOnly
          rows={9}
          spellCheck={false}
        />
        <p role="status" className="min-h-5 text-small text-muted">
          {copied !== null && t(copied ? 'deletion-run.messageCopied' : 'deletion-run.messageByHand')}
        </p>
      </div>
    </Dialog>
  )
}

/** Contacts without a responsible person. */
const NO_USER = 0

/** The contacts of each responsible person, who has most first. */
function byResponsible(plan: Plan, contacts: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const own = new Map<number, number[]>()
  for (const index of contacts) {
    const found = plan.responsibleIds[index] ?? NaN
    const id = Number.isNaN(found) ? NO_USER : found
    const theirs = own.get(id)
    if (theirs === undefined) own.set(id, [index])
    else theirs.push(index)
  }
  return new Map([...own].toSorted(([, a], [, b]) => b.length - a.length))
}
