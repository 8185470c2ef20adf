import { useRef, type ReactNode } from 'react'
import { withCondition, type ContactFilters } from '#core/filter/filters.ts'
import { filterTexts } from '#features/shared/query/filter-words.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { Icon } from '#ui/icons.tsx'

interface FilterChipsProps {
  filters: ContactFilters
  /** In a line of their own. */
  alone: boolean
  onChange: (filters: ContactFilters) => void
  /** The chip that had the focus was the last one. */
  onLastGone: () => void
}

/** Each filter in use, as a button that removes it. They stay in one line: what has no room is scrolled to. None is
 * wider than that line, so that its cross is in sight. */
export function FilterChips({ filters, alone, onChange, onLastGone }: FilterChipsProps): ReactNode {
  const { t, format } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const chips = filterTexts(filters, t, format)

  function remove(at: number): void {
    const buttons = list.current?.querySelectorAll('button') ?? []
    // The pressed button disappears: the focus moves to the next one, or the one before.
    const next = buttons[at + 1] ?? buttons[at - 1]
    if (next === undefined) onLastGone()
    else next.focus()
    const name = chips[at]?.name
    if (name !== undefined) onChange(withCondition(filters, name, null))
  }

  return (
    <ul
      ref={list}
      aria-label={t('filters.chips')}
      className={classNames(
        'flex min-w-0 shrink gap-1 overflow-x-auto',
        alone
          ? '-my-1 basis-full [scrollbar-width:none]'
          : 'max-w-[calc(100%-8rem)] py-0.5 [scrollbar-width:thin]',
      )}
    >
      {chips.map(({ name, text }, at) => (
        <li key={name} className="flex max-w-full shrink-0">
          <button
            type="button"
            title={text}
            aria-label={t('filters.remove', { text })}
            onClick={() => remove(at)}
            className="group flex min-h-6 max-w-72 min-w-0 items-center text-small -outline-offset-2"
          >
            {/* A finger's target is higher than what is drawn. */}
            <span className="flex min-h-6 min-w-0 items-center gap-1 rounded-control border border-info-line bg-info-bg ps-2 pe-1 group-hover:bg-hover">
              <bdi className="truncate">{text}</bdi>
              <Icon name="close" />
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
