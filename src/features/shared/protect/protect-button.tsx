import { Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { ErrorBoundary } from '../error-boundary.tsx'
import { lazyComponent } from '../lazy-component.tsx'

const ProtectAsking = lazyComponent(async () => (await import('./protect-asking.tsx')).ProtectAsking)

/** "Protect" for these contacts. @param props.name of the only contact */
export function ProtectButton(props: { ids: readonly number[]; name?: string }): ReactNode {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button icon="lock" onClick={() => setAsking(true)}>
        {t('review.protectShort')}
      </Button>
      {asking && (
        <ErrorBoundary floating>
          <Suspense fallback={null}>
            <ProtectAsking {...props} onClose={() => setAsking(false)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  )
}
