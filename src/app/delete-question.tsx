import { Suspense, type ReactNode } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'
import { part } from './lazy-screen.tsx'
import type { DeleteDesk } from './use-delete-desk.ts'

const loadQuestion = async () => (await import('./open-question.tsx')).OpenQuestion
const OpenQuestion = part(loadQuestion)

/** Fetches the dialog before anybody asks for it, so that the question comes at once. */
export function preloadQuestion(): void {
  // Told when it is needed and still missing.
  loadQuestion().catch(() => undefined)
}

/** The question, while there is one. Esc while the portal works is no answer: `onKept` is called only for one. */
export function DeleteQuestion(props: { desk: DeleteDesk; onKept?: () => void }): ReactNode {
  const { flow } = props.desk.deletion
  if (flow.stage !== 'asking' && flow.stage !== 'deleting') return null
  return (
    <ErrorBoundary floating>
      <Suspense fallback={null}>
        <OpenQuestion key={flow.subject.id} {...props} flow={flow} />
      </Suspense>
    </ErrorBoundary>
  )
}
