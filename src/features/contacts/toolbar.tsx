import { useId, useState, type ReactNode } from 'react'
import { countFilters } from '#core/contact/contact-query.ts'
import type { Host } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { classNames } from '#ui/class-names.ts'
import { Button, IconButton } from '#ui/button.tsx'
import { SearchField } from '#ui/fields/fields.tsx'
import { FiltersPanel } from './filters-panel.tsx'
import type { ContactQueryControls } from './use-contact-query.ts'

interface ToolbarProps {
  controls: ContactQueryControls
  host: Host
  /** The column chooser. */
  children: ReactNode
  /** Something is being read. */
  refreshing: boolean
  onRefresh: () => void
}

/** Search, filters, columns and refresh: all above the table. */
export function Toolbar({ controls, host, children, refreshing, onRefresh }: ToolbarProps): ReactNode {
  const { t } = useTranslation()
  const panelId = useId()
  const [open, setOpen] = useState(false)
  const inUse = countFilters(controls.filters)
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label={t('contacts.search')}
          placeholder={t('contacts.searchHint')}
          value={controls.search}
          onChange={controls.setSearch}
          className="grow basis-full sm:max-w-md sm:basis-56"
        />
        <Button
          icon="filter"
          aria-expanded={open}
          aria-controls={open ? panelId : undefined}
          onClick={() => setOpen(!open)}
        >
          {inUse === 0 ? t('contacts.filters') : t('contacts.filtersInUse', { count: inUse })}
        </Button>
        {children}
        <IconButton
          icon="refresh"
          label={t('contacts.refresh')}
          onClick={onRefresh}
          className={classNames('ms-auto', refreshing && '[&>svg]:animate-spin')}
        />
      </div>
      {controls.filters.only !== null && (
        <p className="flex flex-wrap items-center gap-2 rounded-card border border-info-line bg-info-bg px-3 py-1.5">
          <span>{t('contacts.only', { count: controls.filters.only.length })}</span>
          <Button onClick={() => controls.setFilters({ ...controls.filters, only: null })}>
            {t('contacts.onlyEnd')}
          </Button>
        </p>
      )}
      {open && (
        <FiltersPanel
          id={panelId}
          host={host}
          filters={controls.filters}
          sort={controls.query.sort}
          onChange={controls.setFilters}
          onSort={controls.setSort}
        />
      )}
    </>
  )
}
