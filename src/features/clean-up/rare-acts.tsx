import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Menu, type MenuAction } from '#ui/overlays/menu.tsx'
import { useWidth } from '#ui/use-width.ts'

/** In px: in a narrower frame, what is rarely done with a card stands in a menu. */
const NARROW_UNDER = 500

export function useIsNarrow(): boolean {
  return (useWidth(document.documentElement) ?? NARROW_UNDER) < NARROW_UNDER
}

/** What is rarely done with a card: buttons, or a menu. */
export function RareActs({ acts, narrow }: { acts: readonly MenuAction[]; narrow: boolean }): ReactNode {
  const { t } = useTranslation()
  if (acts.length === 0) return null
  if (narrow) return <Menu label={t('contacts.more')} actions={acts} />
  return acts.map(({ label, onPress }) => (
    <Button key={label} variant="quiet" onClick={onPress}>
      {label}
    </Button>
  ))
}
