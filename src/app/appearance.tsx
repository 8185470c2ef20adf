import { type ReactNode } from 'react'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { lazyComponent } from '#features/shared/lazy-component.tsx'

const ThemeField = lazyComponent(async () => (await import('./theme-field.tsx')).ThemeField)

/** The choice of light or dark, for a menu: fetched when the menu is opened. */
export function Appearance(): ReactNode {
  return (
    <ErrorBoundary>
      <ThemeField />
    </ErrorBoundary>
  )
}
