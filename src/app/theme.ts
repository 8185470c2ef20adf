import * as v from 'valibot'
import type { SettingsStore } from '#core/ports.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const themeSchema = v.fallback(v.picklist(THEMES), 'system')

/** The remembered theme; `system` where there is none, or none that is known. */
export function rememberedTheme(settings: SettingsStore): Theme {
  return v.parse(themeSchema, settings.read('theme'))
}

/** Puts the theme on the page: theme.css reads `data-theme`, and its absence as "like the system". */
export function showTheme(theme: Theme, root: HTMLElement): void {
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
}
