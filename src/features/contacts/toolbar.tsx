import { useRef, type ReactNode } from 'react'
import { countFilters } from '#core/filter/filters.ts'
import type { Host } from '#core/ports.ts'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { SearchField } from '#ui/fields/search-field.tsx'
import { Popover } from '#ui/overlays/popover.tsx'
import type { ContactQueryControls } from './use-contact-query.ts'

const FiltersPanel = lazyComponent(async () => (await import('./filters/filters-panel.tsx')).FiltersPanel)
const FilterChips = lazyComponent(async () => (await import('./filters/filter-chips.tsx')).FilterChips)

interface ToolbarProps {
  controls: ContactQueryControls
  host: Host
  /** The order can be chosen only here: there are no headers to press. */
  sorting: boolean
  /** Whether the filters in use have room in the search field; else they stand in a line of their own. */
  chipsFit: boolean
  /** What else there is room for. */
  children: ReactNode
}

/** Search and filters, above the table. The filters open over it: nothing moves. */
export function Toolbar({ controls, host, sorting, chipsFit, children }: ToolbarProps): ReactNode {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const inUse = countFilters(controls.filters)
  const chips = inUse > 0 && (
    <ErrorBoundary>
      <FilterChips
        filters={controls.filters}
        alone={!chipsFit}
        onChange={controls.setFilters}
        onLastGone={() => field.current?.focus()}
      />
    </ErrorBoundary>
  )
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label={t('contacts.search')}
        placeholder={t('contacts.searchHint')}
        value={controls.search}
        onChange={controls.setSearch}
        field={field}
        className={classNames('grow basis-28 sm:basis-56', inUse === 0 ? 'sm:max-w-md' : 'sm:max-w-3xl')}
      >
        {chipsFit && chips}
      </SearchField>
      <Popover
        icon="filter"
        label={inUse === 0 ? t('contacts.filters') : t('contacts.filtersInUse', { count: inUse })}
        panelLabel={t('contacts.filters')}
        className="w-[min(44rem,100vw-1rem)] sm:w-[min(44rem,100vw-5rem)]"
      >
        {(close) => (
          <ErrorBoundary>
            <FiltersPanel
              host={host}
              filters={controls.filters}
              searching={controls.search !== ''}
              sort={sorting ? controls.query.sort : null}
              onChange={controls.setFilters}
              onSort={controls.setSort}
              onClose={close}
            />
          </ErrorBoundary>
        )}
      </Popover>
      {children}
      {!chipsFit && chips}
    </div>
  )
}
