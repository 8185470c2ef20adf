import { Suspense, type ReactNode } from 'react'
import { EVERYBODY } from '#core/contact/contact-query.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import type { ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import { selectAllThatMatch, type Selection } from '#core/plan/selection.ts'
import { lazyComponent } from '#features/shared/lazy-component.tsx'
import { LIST, type OwnView, type View } from './views.ts'

const CleanUp = lazyComponent(
  async () => (await import('#features/clean-up/clean-up-screen.tsx')).CleanUpScreen,
)
const Protected = lazyComponent(
  async () => (await import('#features/protect-list/protected-screen.tsx')).ProtectedScreen,
)
const Help = lazyComponent(async () => (await import('#features/help/help-screen.tsx')).HelpScreen)

interface OwnScreensProps {
  view: OwnView
  onView: (view: View) => void
  /** Shows the contacts of these filters in the list. */
  onShow: (filters: ContactFilters) => void
}

/** The screens beside the list that begin no work. */
export function OwnScreens(props: OwnScreensProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <Own {...props} />
    </Suspense>
  )
}

function Own({ view, onView, onShow }: OwnScreensProps): ReactNode {
  const onBack = (): void => onView(LIST)
  const onReview = (selection: Selection, cleanUp?: ListedCleanUp): void =>
    onView({
      kind: 'review',
      selection,
      hidden: [],
      from: 'clean-up',
      ...(cleanUp === undefined ? {} : { cleanUp }),
    })
  switch (view.kind) {
    case 'clean-up':
      return (
        <CleanUp
          onBack={onBack}
          onShow={onShow}
          onReview={(filters, count, cleanUp) => {
            const selection = selectAllThatMatch({ ...EVERYBODY, filters }, count)
            onReview(selection, cleanUp)
          }}
          onReviewFound={onReview}
        />
      )
    case 'protected':
      return <Protected onBack={onBack} />
    case 'help':
      return <Help onBack={onBack} />
  }
}
