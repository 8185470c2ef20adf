import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense, use, useLayoutEffect, useState, type ReactNode } from 'react'
import type { SettingsStore } from '#core/ports.ts'
import { PortsContext } from '#features/ports.tsx'
import { createQueryClient } from './query-client.ts'
import { ErrorBoundary } from '#features/shared/error-boundary.tsx'
import { Screen } from './screen.tsx'
import type { Session, Start } from './session.ts'
import { LanguageProvider } from './language.tsx'
import { rememberedTheme, showTheme } from './theme.ts'
import { createJobInHand, JobInHandContext } from '#features/shared/job/job-in-hand.ts'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { Connecting, NoLanguage } from './start-screens.tsx'

const StartProblemScreen = lazyComponent(
  async () => (await import('./start-problem-screen.tsx')).StartProblemScreen,
)

/** The whole app, from the first text to the screen that the portal asked for. */
export function Root(props: { start: Start }): ReactNode {
  return (
    <StrictMode>
      <Suspense
        fallback={
          <Suspense fallback={null}>
            <Connecting first={props.start.first} />
          </Suspense>
        }
      >
        <Started session={props.start.session} />
      </Suspense>
    </StrictMode>
  )
}

function Started(props: { session: Promise<Session> }): ReactNode {
  const session = use(props.session)
  const [queryClient] = useState(createQueryClient)
  const [inHand] = useState(createJobInHand)
  switch (session.kind) {
    case 'speechless':
      return <NoLanguage />
    case 'problem':
      return (
        <LanguageProvider {...session}>
          <ErrorBoundary>
            <StartProblemScreen problem={session.problem} />
          </ErrorBoundary>
        </LanguageProvider>
      )
    case 'ready':
      return (
        <LanguageProvider {...session}>
          <PortsContext value={session.ports}>
            <Themed settings={session.ports.settings} />
            <QueryClientProvider client={queryClient}>
              <JobInHandContext value={inHand}>
                <ErrorBoundary>
                  <Screen opening={session.ports.host.opening} />
                </ErrorBoundary>
              </JobInHandContext>
            </QueryClientProvider>
          </PortsContext>
        </LanguageProvider>
      )
  }
}

/** Shows the remembered theme before the first screen is painted. */
function Themed({ settings }: { settings: SettingsStore }): ReactNode {
  useLayoutEffect(() => showTheme(rememberedTheme(settings), document.documentElement), [settings])
  return null
}
