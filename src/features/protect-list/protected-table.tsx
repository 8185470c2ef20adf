import { useState, type ReactNode } from 'react'
import type { Contact } from '#core/contact/contact.ts'
import { isInForce } from '#core/plan/protect/in-force.ts'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { usePorts } from '#features/ports.tsx'
import { lastDay } from '#features/shared/protect/protect-words.ts'
import { contactName } from '#i18n/contact-name.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { contactPath } from '#features/shared/portal-paths.ts'

interface ProtectedTableProps {
  shown: readonly Protection[]
  /** Undefined: being read. */
  contacts: ReadonlyMap<number, Contact> | undefined
  users: ReadonlyMap<number, string> | undefined
  ticked: ReadonlySet<string>
  mayLift: (entry: Protection) => boolean
  busy: boolean
  onTicked: (ticked: ReadonlySet<string>) => void
  onLift: (entry: Protection) => void
}

/** One contact may be on both lists. */
export function keyOf({ scope, id }: Protection): string {
  return `${scope} ${id}`
}

const CELL = 'border-t border-line-soft px-2 py-1.5 text-start align-top font-normal wrap-anywhere'
const HEAD = 'px-2 py-1.5 text-start text-small font-normal text-muted'

/** A row for each protection. A narrow frame puts all of it under the name. */
export function ProtectedTable(props: ProtectedTableProps): ReactNode {
  const { t } = useTranslation()
  return (
    <div className="shrink-0 rounded-panel border border-line bg-panel">
      <table aria-label={t('guards.listTitle')} className="w-full border-collapse text-body">
        <thead>
          <tr>
            <th scope="col" className="w-10 p-0">
              <VisuallyHidden>{t('review.unprotectShort')}</VisuallyHidden>
            </th>
            <th scope="col" className={HEAD}>
              {t('guards.listContact')}
            </th>
            <th scope="col" className={`${HEAD} max-sm:hidden`}>
              {t('guards.listReason')}
            </th>
            <th scope="col" className={`${HEAD} max-sm:hidden`}>
              {t('guards.listFor')}
            </th>
            <th scope="col" className={`${HEAD} max-sm:hidden`}>
              {t('guards.listSince')}
            </th>
            <th scope="col" className="p-0">
              <VisuallyHidden>{t('review.unprotectShort')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.shown.map((entry) => (
            <Row key={keyOf(entry)} {...props} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row(props: ProtectedTableProps & { entry: Protection }): ReactNode {
  const { t, format } = useTranslation()
  const { host } = usePorts()
  const [now] = useState(() => Date.now())
  const { entry, contacts, users, ticked, mayLift, busy } = props
  const { id, reason, until, by, at } = entry
  const contact = contacts?.get(id)
  const idText = t('common.contactId', { id: String(id) })
  const name = contact === undefined ? idText : contactName(contact, t)
  const path = contactPath(id)
  const key = keyOf(entry)
  const whom = t(entry.scope === 'me' ? 'guards.factMe' : 'guards.factEverybody')
  const ends =
    until === null
      ? null
      : isInForce(entry, now)
        ? t('guards.factUntil', { day: lastDay(until, format) })
        : t('guards.listOver')
  const since = [
    at === null ? '' : format.moment(at),
    by === null
      ? ''
      : t('guards.factBy', { name: users?.get(by) ?? t('guards.factUser', { id: String(by) }) }),
  ]
    .filter((text) => text !== '')
    .join(' · ')
  return (
    <tr>
      <td className="border-t border-line-soft p-0 align-top">
        {mayLift(entry) && (
          <label className="flex size-10 items-center justify-center">
            <input
              type="checkbox"
              aria-label={t('guards.selectOf', { name })}
              checked={ticked.has(key)}
              onChange={(event) => {
                const next = new Set(ticked)
                if (event.target.checked) next.add(key)
                else next.delete(key)
                props.onTicked(next)
              }}
              className="size-4 accent-primary"
            />
          </label>
        )}
      </td>
      <th scope="row" className={CELL}>
        <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)} className="font-medium">
          <bdi>{name}</bdi>
        </PortalLink>
        {contact !== undefined && <span className="block text-small text-muted">{idText}</span>}
        <span className="block text-small sm:hidden">
          <bdi>{[reason, whom, ends ?? ''].filter((text) => text !== '').join(' · ')}</bdi>
        </span>
        {since !== '' && (
          <span className="block text-small text-muted sm:hidden">
            <bdi>{[t('guards.listSince'), since].join(' ')}</bdi>
          </span>
        )}
      </th>
      <td className={`${CELL} max-sm:hidden`}>
        <bdi>{reason}</bdi>
      </td>
      <td className={`${CELL} max-sm:hidden`}>
        <span className="block">{whom}</span>
        {ends !== null && <span className="block text-small text-muted">{ends}</span>}
      </td>
      <td className={`${CELL} text-small max-sm:hidden`}>{since}</td>
      <td className="border-t border-line-soft px-1 py-1 text-end align-top">
        {mayLift(entry) && (
          <Button
            variant="quiet"
            className="whitespace-nowrap max-sm:px-1"
            aria-label={t('review.unprotect', { name })}
            aria-disabled={busy}
            onClick={() => props.onLift(entry)}
          >
            {t('review.unprotectShort')}
          </Button>
        )}
      </td>
    </tr>
  )
}
