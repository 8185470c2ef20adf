import { DEAL, INVOICE, LEAD, QUOTE } from '#core/entities.ts'
import type { ReactNode } from 'react'
import {
  ANY_SMART_PROCESS,
  openItemsFirst,
  totalsPerCurrency,
  type ItemGroup,
  type LinkedItem,
} from '#core/contact/dossier.ts'
import type { Format } from '#i18n/format.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { Section } from './section.tsx'

export interface LinkTarget {
  readonly origin: string
  /** Opens a path of the portal in its slider. */
  readonly openPath: (path: string) => void
}

/** Deals, invoices, quotes, leads, or the items of one smart process. */
export function ItemSection(props: { group: ItemGroup } & LinkTarget): ReactNode {
  const { t, format } = useTranslation()
  const { group, origin, openPath } = props
  const worth = worthOf(group, t, format)
  return (
    <Section
      title={groupTitle(group, t)}
      part={{ ...group, rows: openItemsFirst(group.rows) }}
      summary={worth.map((line) => (
        <p key={line} className="text-muted">
          {line}
        </p>
      ))}
    >
      {(item) => (
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <PortalLink
            href={origin + item.path}
            onOpen={() => openPath(item.path)}
            className="min-w-0 wrap-anywhere"
          >
            <span dir="auto">{item.title.trim() === '' ? t('contact-card.untitled') : item.title}</span>
          </PortalLink>
          {item.amount !== null && (
            <span className="ms-auto whitespace-nowrap tabular-nums">
              {format.money(item.amount.value, item.amount.currency)}
            </span>
          )}
          <span className="w-full text-small text-muted">{standing(item, group.entityTypeId, t)}</span>
        </div>
      )}
    </Section>
  )
}

/** The portal's name of the kind for smart processes, ours for the built-in kinds. */
export function groupTitle({ entityTypeId, title }: ItemGroup, t: Text): string {
  switch (entityTypeId) {
    case LEAD:
      return t('contact-card.leads')
    case DEAL:
      return t('contact-card.deals')
    case QUOTE:
      return t('contact-card.quotes')
    case INVOICE:
      return t('contact-card.invoices')
    case ANY_SMART_PROCESS:
      return t('contact-card.anyItems')
    default:
      return title ?? t('contact-card.items', { id: entityTypeId })
  }
}

/**
 * Its stage, and whether it is closed: a stage's name alone does not always show that. An invoice's does, and "Unpaid"
 * and "closed" side by side would contradict each other.
 */
function standing({ stage, closed }: LinkedItem, entityTypeId: number, t: Text): string {
  const isClosed = closed === true && (entityTypeId !== INVOICE || stage === '')
  return [stage, ...(isClosed ? [t('contact-card.closed')] : [])].filter((word) => word !== '').join(' · ')
}

/** "In all €5,000 and $200", "Open: €3,000": only of the items that were added up. */
function worthOf(group: ItemGroup, t: Text, format: Format): string[] {
  const sums = moneyList(group.rows, format)
  if (sums === '') return []
  const complete = group.total === group.rows.length
  const open = group.rows.filter((item) => item.closed === false)
  const openSums = open.length === group.rows.length ? '' : moneyList(open, format)
  return [
    complete
      ? t('contact-card.sums', { sums })
      : t('contact-card.sumsOfFirst', { sums, count: group.rows.length }),
    ...(openSums === '' ? [] : [t('contact-card.openSums', { sums: openSums })]),
  ]
}

function moneyList(items: readonly LinkedItem[], format: Format): string {
  const sums = totalsPerCurrency(items).filter((sum) => sum.value !== 0)
  return format.list(sums.map(({ value, currency }) => format.money(value, currency)))
}
