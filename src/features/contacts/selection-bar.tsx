import { useRef, type ReactNode } from 'react'
import type { ContactQuery } from '#core/contact/contact-query.ts'
import {
  countSelected,
  forget,
  NOTHING_SELECTED,
  selectAllThatMatch,
  type Selection,
} from '#core/plan/selection.ts'
import { ProtectButton } from '#features/shared/protect/protect-button.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { Button } from '#ui/button.tsx'
import { isNarrowed } from '#core/contact/is-narrowed.ts'
import type { ContactList } from './use-contact-list.ts'
import type { ChangeSelection, HiddenHere, PageTicks } from './use-selecting.ts'

interface SelectionBarProps {
  selection: Selection
  onSelection: ChangeSelection
  list: ContactList
  page: PageTicks
  hidden: HiddenHere
  onReview: () => void
  /** Shows what this search and these filters find. */
  onShow: (query: ContactQuery) => void
}

/**
 * What is selected, and what can be done with it. Always visible, and below the rows: it covers none and moves none.
 * "Review deletion" comes first, so that the keyboard is soon there.
 */
export function SelectionBar(props: SelectionBarProps): ReactNode {
  const { selection, onSelection, onReview } = props
  const { t } = useTranslation()
  const bar = useRef<HTMLElement>(null)
  const count = countSelected(selection)

  // The pressed button disappears; the focus must go somewhere.
  const fromBar = (act: () => void): void => {
    bar.current?.focus()
    act()
  }

  return (
    <section
      ref={bar}
      tabIndex={-1}
      aria-label={t('selection.bar')}
      className={classNames(
        'flex min-h-13 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 rounded-panel border px-3 py-1 text-body sm:gap-x-4 sm:gap-y-1.5 sm:py-1.5',
        count > 0 ? 'border-info-line bg-info-bg' : 'border-line bg-panel',
      )}
    >
      <p
        aria-live="polite"
        className={classNames(
          'max-sm:-order-2 max-sm:flex-1 max-sm:basis-28',
          count > 0 ? 'font-semibold' : 'text-muted',
        )}
      >
        {count > 0 ? t('selection.count', { count }) : t('selection.nothing')}
      </p>
      {count > 0 && (
        <div className="flex flex-wrap gap-x-2 gap-y-1.5 sm:contents">
          <Button
            variant="primary"
            title={t('selection.reviewKeys')}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={onReview}
          >
            {t('selection.review')}
          </Button>
          <ProtectButton of={selection} />
        </div>
      )}
      <div
        aria-live="polite"
        className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 wrap-anywhere empty:hidden max-sm:basis-3/5 max-sm:text-small"
      >
        {count > 0 && <AllThatMatch {...props} fromBar={fromBar} />}
        {count > 0 && <HiddenNote {...props} fromBar={fromBar} />}
      </div>
      {count > 0 && (
        <Button
          variant="quiet"
          className="ms-auto max-sm:-order-1 max-sm:-my-1.5 max-sm:px-1!"
          onClick={() => fromBar(() => onSelection(() => NOTHING_SELECTED))}
        >
          {t('selection.clear')}
        </Button>
      )}
    </section>
  )
}

/** A button beside a text. */
const LINK = '-mx-2 px-2! text-start max-sm:-my-1.5'
/** One within the text, whose lines it does not make higher: a narrow, low frame has room for contacts instead. */
const INLINE =
  'inline! min-h-6! -my-1 px-0! py-0! text-start text-[length:inherit]! underline max-sm:pointer-coarse:-my-3'

type NoteProps = SelectionBarProps & { fromBar: (act: () => void) => void }

/** "Select all 12,430 that match", or which of them are left out. */
function AllThatMatch({ selection, onSelection, list, page, fromBar }: NoteProps): ReactNode {
  const { t, format } = useTranslation()
  if (selection.kind === 'all-that-match') {
    const [total, count] = [format.number(selection.total), selection.except.size]
    if (count === 0) return null
    return <p>{t('selection.allBut', { total, count, of: kindOf(selection.query) })}</p>
  }
  const { total, shown } = list
  if (page.ticked !== 'all' || total === null || total <= page.count || list.frozen) return null
  return (
    <Button
      variant="quiet"
      className={LINK}
      onClick={() => fromBar(() => onSelection(() => selectAllThatMatch(shown, total)))}
    >
      {t('selection.selectAll', { total: format.number(total), of: kindOf(shown) })}
    </Button>
  )
}

/** What "all" means: all that match, or all contacts there are. */
function kindOf(query: ContactQuery): 'matching' | 'contacts' {
  return isNarrowed(query) ? 'matching' : 'contacts'
}

/** Selected contacts that the current search does not show. */
function HiddenNote({ selection, onSelection, list, hidden, onShow, fromBar }: NoteProps): ReactNode {
  const { t } = useTranslation()
  const { count, ids, exact } = hidden
  if (count === 0) return null
  if (selection.kind === 'all-that-match') {
    const { query } = selection
    return (
      <p>
        <span>{t('selection.otherSearch')}</span>{' '}
        <Button variant="quiet" className={INLINE} onClick={() => fromBar(() => onShow(query))}>
          {t('selection.showAgain')}
        </Button>
      </p>
    )
  }
  // Without search and filters nothing is hidden by them: the contact just has not been loaded yet.
  if (!isNarrowed(list.shown)) {
    return <p>{t('selection.notSeen', { count })}</p>
  }
  return (
    <p>
      <span>{exact ? t('selection.hidden', { count }) : t('selection.hiddenUpTo', { count })}</span>{' '}
      <Button
        variant="quiet"
        className={INLINE}
        onClick={() => fromBar(() => onSelection((now) => forget(now, ids ?? [])))}
      >
        {t('selection.clearHidden')}
      </Button>
    </p>
  )
}
