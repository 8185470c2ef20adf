import { useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'

/** The button that prints the page, and what to do if the browser opens no window for it; neither is printed. */
export function usePrinting(): { readonly button: ReactNode; readonly note: ReactNode } {
  const { t } = useTranslation()
  const [printed, setPrinted] = useState(false)
  return {
    button: (
      <Button
        variant="primary"
        onClick={() => {
          window.print()
          setPrinted(true)
        }}
      >
        {t('records.print')}
      </Button>
    ),
    note: printed ? (
      <p role="status" className="w-full text-small text-muted print:hidden">
        {t('records.printBlocked')}
      </p>
    ) : null,
  }
}
