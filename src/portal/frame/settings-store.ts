import type { B24Frame } from '@bitrix24/b24jssdk'
import type { SettingsStore } from '#core/ports.ts'

/**
 * The user's own options of this app, stored by the portal: the frame's own storage is partitioned and may be refused.
 */
export function createSettingsStore(frame: B24Frame): SettingsStore {
  const written = new Map<string, string>()
  return {
    read(name) {
      const now = written.get(name)
      if (now !== undefined) return now
      return optionIn(frame, name)
    },
    write(name, value) {
      written.set(name, value)
      // A failure is ignored: the choice holds for this visit, and the next one starts from the default.
      frame.options.userSet(name, value).catch(() => undefined)
    },
    atOpening: (option) => [optionIn(frame, option), optionIn(frame, option, 'appGet')],
  }
}

/** The options that hold the plan of a job (`journal/option-texts.ts`). */
export const PLAN_OPTIONS = { run: 'runPlan', restore: 'restorePlan' } as const

/** One of the user's options, or of everybody's, as the portal sent it when the app opened; null if there is none. */
export function optionIn(
  frame: Pick<B24Frame, 'options'>,
  name: string,
  of: 'userGet' | 'appGet' = 'userGet',
): string | null {
  try {
    const stored: unknown = frame.options[of](name)
    return typeof stored === 'string' ? stored : null
  } catch {
    // The SDK throws for an option that is missing or falsy (portal README, "Start data").
    return null
  }
}
