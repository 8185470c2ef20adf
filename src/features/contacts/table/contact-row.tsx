import { memo, Suspense, type ReactNode } from 'react'
import type { Contact } from '#core/contact/contact.ts'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { contactName } from '#i18n/contact-name.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { IconButton } from '#ui/button.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import type { Column, Density, OptionalColumn } from './columns.ts'
import { ContactValue } from './contact-value.tsx'
import { CONTROL_ATTRIBUTE, type RowControl } from './row-controls.ts'
import { ROW_ATTRIBUTE } from '#ui/rows/row-place.tsx'
import { RowTick } from './tick-cells.tsx'
import { CutName } from '#ui/cut-name.tsx'
import type { NamesOfRows } from './use-names.ts'
import type { TickActions } from '../use-selecting.ts'

const Lock = lazyComponent(async () => (await import('#features/shared/protect/lock.tsx')).Lock)

export interface RowAppearance {
  readonly density: Density
  readonly headHeight: number
  readonly rowHeight: number
  readonly columns: readonly Column[]
  readonly underName: readonly OptionalColumn[]
}

export interface RowActions {
  /** The whole address of the contact's card. */
  readonly href: (contact: Contact) => string
  readonly open: (contact: Contact) => void
  readonly remove: (contact: Contact, index: number) => void
}

interface ContactRowProps {
  index: number
  contact: Contact
  look: RowAppearance
  names: NamesOfRows
  /** Belongs to an earlier search. */
  stale: boolean
  /** It may be out of date: nothing may be deleted from it. */
  frozen: boolean
  /** The control that Tab stops at; null: none of this row. */
  stop: RowControl | null
  ticked: boolean
  /** Absent: it is not protected. */
  protection: Protection | undefined
  actions: RowActions
  ticks: TickActions
}

/** One contact. All rows are equally high, whatever is in them. */
export const ContactRow = memo(function ContactRow(props: ContactRowProps): ReactNode {
  const { index, contact, look, names, stale, frozen, stop, ticked, protection } = props
  const { actions, ticks } = props
  const { t } = useTranslation()
  const name = contactName(contact, t)
  const mark = { [ROW_ATTRIBUTE]: index }
  // A lock is there only as long as the contact is protected.
  const stopsAt = stop === 'lock' && protection === undefined ? 'name' : stop
  const tabIndex = (control: RowControl): 0 | -1 => (stopsAt === control ? 0 : -1)
  return (
    <tr
      {...mark}
      aria-rowindex={index + 2}
      aria-selected={ticked}
      style={{ height: look.rowHeight }}
      // Pale but well readable: people still read old rows.
      className={stale ? 'bg-page text-muted' : ticked ? 'bg-selected' : 'hover:bg-hover'}
    >
      <td className={TICK_CELL}>
        <RowTick
          row={index}
          id={contact.id}
          {...{ name, ticked, frozen, ticks }}
          tabIndex={tabIndex('tick')}
          // Without the line under the row.
          height={look.rowHeight - 1}
        />
      </td>
      {look.columns.map((column) =>
        column === 'name' ? (
          <th key={column} scope="row" className={classNames(CELL, 'text-start font-normal')}>
            <div className="flex min-w-0 items-center gap-1">
              <PortalLink
                {...{ [CONTROL_ATTRIBUTE]: 'name' }}
                tabIndex={tabIndex('name')}
                href={actions.href(contact)}
                onOpen={() => actions.open(contact)}
                className={classNames(
                  '-ms-1 block min-w-0 px-1 py-0.5 font-medium -outline-offset-2',
                  stale && 'text-muted!',
                )}
              >
                <CutName name={name} />
              </PortalLink>
              {protection !== undefined && (
                <Suspense fallback={null}>
                  <Lock
                    {...{ [CONTROL_ATTRIBUTE]: 'lock' }}
                    tabIndex={tabIndex('lock')}
                    protection={protection}
                  />
                </Suspense>
              )}
            </div>
            <UnderName contact={contact} columns={look.underName} names={names} />
          </th>
        ) : (
          <td
            key={column}
            className={classNames(CELL, look.density === 'wide' ? 'truncate' : 'wrap-anywhere')}
          >
            <ContactValue contact={contact} column={column} names={names} />
          </td>
        ),
      )}
      <td className={classNames(CELL, 'pe-2 text-end')}>
        <IconButton
          {...{ [CONTROL_ATTRIBUTE]: 'delete' }}
          tabIndex={tabIndex('delete')}
          icon="trash"
          tone="danger"
          label={t('contacts.delete', { name })}
          aria-disabled={frozen || undefined}
          onClick={() => actions.remove(contact, index)}
        />
      </td>
    </tr>
  )
})

export const CELL = 'overflow-hidden border-b border-line-soft px-2 py-0 text-body'
export const TICK_CELL = 'overflow-hidden border-b border-line-soft p-0'

/** Columns that have no room of their own in a narrow table. */
function UnderName(props: {
  contact: Contact
  columns: readonly OptionalColumn[]
  names: NamesOfRows
}): ReactNode {
  const { contact, columns, names } = props
  const present = columns.filter((column) => hasValue(contact, column))
  const lines = [
    present.filter((column) => column !== 'company'),
    present.filter((column) => column === 'company'),
  ].filter((line) => line.length > 0)
  return lines.map((line) => (
    <div key={line[0]} className="flex min-w-0 gap-3 text-small text-muted">
      {line.map((column) => (
        // The phone is short, so the e-mail is what is cut.
        <span
          key={column}
          className={column === 'phone' ? 'max-w-3/4 shrink-0 truncate' : 'min-w-0 truncate'}
        >
          <ContactValue contact={contact} column={column} names={names} />
        </span>
      ))}
    </div>
  ))
}

function hasValue(contact: Contact, column: OptionalColumn): boolean {
  if (column === 'phone') return contact.phones.length > 0
  if (column === 'email') return contact.emails.length > 0
  return column !== 'company' || contact.companyId !== null
}
