import { useState, type ReactNode } from 'react'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { SelectField } from '#ui/fields/fields.tsx'
import { rememberedTheme, showTheme, THEMES, type Theme } from './theme.ts'

const NAMES = { system: 'app.themeSystem', light: 'app.themeLight', dark: 'app.themeDark' } as const

/** Light, dark, or like the system; remembered for this user on this portal. */
export function ThemeField(): ReactNode {
  const { t } = useTranslation()
  const { settings } = usePorts()
  const [theme, setTheme] = useState(() => rememberedTheme(settings))

  function choose(chosen: Theme): void {
    setTheme(chosen)
    showTheme(chosen, document.documentElement)
    settings.write('theme', chosen)
  }

  return (
    <SelectField
      label={t('app.theme')}
      value={theme}
      options={THEMES.map((each) => ({ value: each, label: t(NAMES[each]) }))}
      onChange={choose}
      className="px-2 pb-1"
    />
  )
}
