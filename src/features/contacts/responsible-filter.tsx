import { useId, useRef, type ReactNode } from 'react'
import type { Named } from '#core/filter/filters.ts'
import type { Host } from '#core/ports.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'

interface ResponsibleFilterProps {
  host: Host
  chosen: Named | null
  onChange: (chosen: Named | null) => void
}

/** Anyone, or a colleague from the portal's own picker. */
export function ResponsibleFilter({ host, chosen, onChange }: ResponsibleFilterProps): ReactNode {
  const { t } = useTranslation()
  const labelId = useId()
  const chooser = useRef<HTMLButtonElement>(null)

  function choose(): void {
    // If cancelled it never answers (core/ports.ts), so nothing waits for it; if refused, the choice stays as it was.
    host.pickUser().then(onChange, () => undefined)
  }

  function forget(): void {
    // The pressed button disappears, so the focus moves to this one.
    chooser.current?.focus()
    onChange(null)
  }

  return (
    <div role="group" aria-labelledby={labelId} className="flex min-w-0 flex-col gap-1">
      <span id={labelId} className="text-small text-muted">
        {t('contacts.responsible')}
      </span>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="min-w-0 truncate" title={chosen?.name}>
          {chosen === null ? t('contacts.anyone') : <bdi>{chosen.name}</bdi>}
        </span>
        {chosen !== null && (
          <IconButton icon="close" label={t('contacts.forgetColleague')} onClick={forget} />
        )}
        <Button ref={chooser} icon="person" className="ms-auto shrink-0" onClick={choose}>
          {t('contacts.chooseColleague')}
        </Button>
      </div>
    </div>
  )
}
