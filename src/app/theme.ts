import * as v from 'valibot'
import type { SettingsStore } from '#core/ports.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const themeSchema = v.fallback(v.picklist(THEMES), 'system')

/** The remembered theme; `system` if there is none or an unknown one. */
export function rememberedTheme(settings: SettingsStore): Theme {
  return v.parse(themeSchema, settings.read('theme'))
}

/** Applies the theme to the page: theme.css reads `data-theme`; without it the theme is the system's. */
export function showTheme(theme: Theme, root: HTMLElement): void {
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
}
