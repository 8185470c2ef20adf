import type { QueryClient } from '@tanstack/react-query'
import type { SettingsStore } from '#core/ports.ts'
import type { Text } from '#i18n/translation.tsx'
import type { MenuAction } from '#ui/overlays/menu.tsx'
import { countDue } from './count-due.ts'

/** How many saved clean-ups are due, for the button that leads to them: a badge, and in words what it means. */
export function dueNote(
  settings: Pick<SettingsStore, 'atOpening'>,
  client: QueryClient,
  t: Text,
): Pick<MenuAction, 'badge' | 'description'> {
  const count = countDue(settings, client)
  if (count === 0) return {}
  return {
    description: t('saved.menuDue', { count }),
    badge: (
      <span
        aria-hidden="true"
        className="ms-1.5 rounded-control border border-warning-line bg-warning-bg px-1.5 text-small tabular-nums"
      >
        {count}
      </span>
    ),
  }
}
