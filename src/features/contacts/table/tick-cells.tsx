import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { TickBox } from '#ui/fields/tick-box.tsx'
import type { PageTicks, TickActions } from '../use-selecting.ts'
import { CONTROL_ATTRIBUTE } from './row-controls.ts'

/** The width of the column of checkboxes, in px: a finger hits it. */
export const TICK_WIDTH = 44

interface RowTickProps {
  row: number
  id: number
  /** The contact's name. */
  name: string
  ticked: boolean
  /** The row may be out of date. */
  frozen: boolean
  tabIndex: 0 | -1
  /** In px. */
  height: number
  ticks: TickActions
}

/** A row's checkbox, as large as its cell. */
export function RowTick({ row, id, name, ticked, frozen, tabIndex, height, ticks }: RowTickProps): ReactNode {
  const { t } = useTranslation()

  return (
    <TickBox
      {...{ [CONTROL_ATTRIBUTE]: 'tick' }}
      tabIndex={tabIndex}
      label={t('selection.select', { name })}
      checked={ticked}
      aria-disabled={frozen || undefined}
      onPress={(shift) => ticks.press(row, id, shift)}
      style={{ height }}
      className="w-full"
    />
  )
}

/** The box above the rows. */
export function PageTick({ page, height }: { page: PageTicks; height: number }): ReactNode {
  const { t } = useTranslation()
  return (
    <TickBox
      label={t('selection.page')}
      checked={page.ticked === 'all'}
      mixed={page.ticked === 'some'}
      aria-disabled={!page.mayPress || undefined}
      onPress={page.press}
      style={{ height }}
      className="w-full"
    />
  )
}

/** Ctrl+A, or ⌘+A; by its place on the keyboard where the layout has no Latin letters. */
export function isSelectAll({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey === metaKey || shiftKey || altKey) return false
  return key.toLowerCase() === 'a' || (code === 'KeyA' && !/^[\x20-\x7e]$/u.test(key))
}
