import { useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorBoundary } from '../error-boundary.tsx'
import { lazyComponent } from '../lazy-component.tsx'
import type { ProtectAskingProps } from './protect-asking.tsx'

const ProtectAsking = lazyComponent(async () => (await import('./protect-asking.tsx')).ProtectAsking)

/** "Protect" for these contacts. */
export function ProtectButton(props: Omit<ProtectAskingProps, 'onClose'>): ReactNode {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon="lock" onClick={() => setAsking(true)}>
        {t('review.protectShort')}
      </Button>
      {asking && (
        <ErrorBoundary floating>
          <ProtectAsking {...props} onClose={() => setAsking(false)} />
        </ErrorBoundary>
      )}
    </>
  )
}
