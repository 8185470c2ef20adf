import { expect, it } from 'vitest'
import type { SettingsStore } from '#core/ports.ts'
import { rememberedTheme } from './theme.ts'

function remembering(value: string | null): SettingsStore {
  return { read: () => value, write: () => undefined, atOpening: () => [null, null] }
}

it.each([
  ['dark', 'dark'],
  ['light', 'light'],
  [null, 'system'],
  ['solarized', 'system'],
])('a remembered %j is shown as %s', (stored, shown) => {
  expect(rememberedTheme(remembering(stored))).toBe(shown)
})
