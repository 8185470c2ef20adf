import { useId, type ReactNode } from 'react'
import type { DeletedContact, SinceDeletion } from '#core/restore/deleted-contacts.ts'
import type { Host } from '#core/ports.ts'
import { ROW_ATTRIBUTE } from '#ui/rows/row-place.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { CutName } from '#ui/cut-name.tsx'
import { Button } from '#ui/button.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { DeleteDouble, Doubles } from '../shared/doubles.tsx'
import { TickBox } from '#ui/fields/tick-box.tsx'
import type { ArchiveHeader } from '#core/archive/file/format.ts'
import { aboutText, stateText } from './deleted-words.ts'
import { contactPath } from '#features/shared/portal-paths.ts'

export type RowDensity = 'wide' | 'narrow'

interface DeletedRowProps {
  index: number
  /** In px. */
  height: number
  density: RowDensity
  contact: DeletedContact
  /** What happened since the deletion; undefined: not known yet. */
  since: SinceDeletion | undefined
  /** Says who deleted it, and why. */
  header: ArchiveHeader | undefined
  restorable: boolean
  ticked: boolean
  host: Pick<Host, 'origin' | 'openPath'>
  onTick: (on: boolean) => void
  onRestore: () => void
  onDelete: ((subject: { id: number; name: string }) => void) | undefined
}

const CELL = 'overflow-hidden border-b border-line-soft px-2 py-0 text-body'

/** One deleted contact. All rows have the same height, whatever they contain. */
export function DeletedRow(props: DeletedRowProps): ReactNode {
  const { t, format } = useTranslation()
  const { index, height, density, contact, header, restorable, ticked } = props
  const nameId = useId()
  const name = contact.name ?? t('common.unnamed', { id: contact.id })
  const reach = [...contact.phones, ...contact.emails]
  const when = format.moment(contact.contact.readAt)
  const about = header === undefined ? '' : aboutText(header, t)
  return (
    <tr
      {...{ [ROW_ATTRIBUTE]: index }}
      aria-rowindex={index + 2}
      aria-selected={ticked}
      style={{ height }}
      className={ticked ? 'bg-selected' : 'hover:bg-hover'}
    >
      <td className="overflow-hidden border-b border-line-soft p-0">
        <TickBox
          label={t('deleted.tick', { name })}
          checked={ticked}
          aria-disabled={!restorable || undefined}
          onPress={() => props.onTick(!ticked)}
          style={{ height: height - 1 }}
          className="w-full"
        />
      </td>
      <th scope="row" className={`${CELL} text-start font-normal`}>
        <span id={nameId} className="block font-medium">
          <CutName name={name} />
        </span>
        {density === 'wide' && (
          <span className="block truncate text-small text-muted tabular-nums">
            {t('common.contactId', { id: contact.id })}
          </span>
        )}
        {density === 'narrow' && (
          <>
            {reach.slice(0, 2).map((value) => (
              <span key={value} className="block truncate text-small text-muted" title={value}>
                <bdi>{value}</bdi>
              </span>
            ))}
            <span className="block truncate text-small text-muted" title={when}>
              {`${t('common.contactId', { id: contact.id })} · ${format.day(contact.contact.readAt)}`}
            </span>
            {/* Two lines where the row has room for them. */}
            <span className={reach.length < 2 ? 'line-clamp-2 text-small' : 'block truncate text-small'}>
              <State {...props} />
            </span>
          </>
        )}
      </th>
      {density === 'wide' && (
        <>
          <td className={CELL} title={reach.join('\n')}>
            {reach.slice(0, 2).map((value) => (
              <span key={value} className="block truncate text-small">
                <bdi>{value}</bdi>
              </span>
            ))}
          </td>
          <td className={`${CELL} text-small`}>
            <span className="block truncate" title={when}>
              {when}
            </span>
            <span className="block truncate text-muted" title={about}>
              {about}
            </span>
          </td>
          <td className={`${CELL} text-small`}>
            <span className="line-clamp-2">
              <State {...props} />
            </span>
          </td>
        </>
      )}
      <td className={`${CELL} text-end`}>
        <Button aria-describedby={nameId} aria-disabled={!restorable || undefined} onClick={props.onRestore}>
          {t('deleted.restoreOne')}
        </Button>
      </td>
    </tr>
  )
}

function State({ contact, since, host, onDelete }: DeletedRowProps): ReactNode {
  const { t } = useTranslation()
  const text = stateText(contact, since, t)
  if (
    contact.trust === 'other-portal' ||
    since === undefined ||
    since.kind === 'deleted' ||
    since.kind === 'unseen'
  )
    // In an element of its own: a browser that translates the page puts its words in the place of bare text.
    return <span>{text}</span>
  const path = contactPath(since.kind === 'restored' ? since.id : contact.id)
  const link = (
    <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)}>
      {text}
    </PortalLink>
  )
  if (since.kind !== 'restored' || since.others === undefined) return link
  const deleting = { onDelete, name: contact.name ?? t('common.unnamed', { id: contact.id }), compact: true }
  return (
    <span className="flex items-center gap-1 py-1.5">
      <span className="truncate" title={text}>
        {link}
      </span>
      <DeleteDouble id={since.id} {...deleting} />
      <Doubles ids={since.others} {...deleting} />
    </span>
  )
}
