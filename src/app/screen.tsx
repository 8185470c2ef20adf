import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, type ReactNode } from 'react'
import type { Opening } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { Loading } from './loading.tsx'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { ContactsScreen } from './screens/contacts-screen.tsx'

const CardScreen = lazyComponent(async () => (await import('./screens/card-screen.tsx')).CardScreen)
const DeleteScreen = lazyComponent(async () => (await import('./screens/delete-screen.tsx')).DeleteScreen)
const InstallScreen = lazyComponent(async () => (await import('./screens/install-screen.tsx')).InstallScreen)

/** The screen for what the portal opened the app for. */
export function Screen(props: { opening: Opening }): ReactNode {
  useIdleSweep()
  return (
    <Suspense fallback={<Loading late />}>
      <ScreenOf opening={props.opening} />
    </Suspense>
  )
}

/** Its code is not part of what everybody waits for. Without the file nothing is swept until the next visit. */
function useIdleSweep(): void {
  const ports = usePorts()
  const cache = useQueryClient()
  useEffect(() => {
    let ended = false
    let end = (): void => undefined
    import('./idle-sweep.ts').then(
      ({ sweepWhenIdle }) => {
        if (!ended) end = sweepWhenIdle(ports, cache)
      },
      () => undefined,
    )
    return () => {
      ended = true
      end()
    }
  }, [ports, cache])
}

function ScreenOf({ opening }: { opening: Opening }): ReactNode {
  switch (opening.screen) {
    case 'contacts':
      return <ContactsScreen />
    case 'contact-tab':
      return <CardScreen contactId={opening.contactId} />
    case 'delete':
      return <DeleteScreen contactId={opening.contactId} />
    case 'install':
      return <InstallScreen isAdmin={opening.isAdmin} />
  }
}
