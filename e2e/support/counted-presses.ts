import type { BrowserContext } from '@playwright/test'

/** What a person does, counted by the browser's own events in every page and frame, whoever presses for the test. */
export interface CountedPresses {
  /**
   * Presses of mouse or finger, Enter and Space outside of text fields, and choices in a list or of a file, which
   * Playwright makes without pressing.
   */
  readonly presses: number
  /** Text fields that were filled in; one that is left and changed later counts again. */
  readonly typed: number
  /** Begins at zero again, for a test of two ways. */
  reset(): void
}

/** Counts from the next page that is opened. Ask with `expect.poll`: frames report a moment after the press. */
export async function countPresses(context: BrowserContext): Promise<CountedPresses> {
  let [presses, typed] = [0, 0]
  await context.exposeBinding('countedPress', (_source, what: 'press' | 'typed') => {
    if (what === 'press') presses += 1
    else typed += 1
  })
  await context.addInitScript(() => {
    const count = (what: 'press' | 'typed'): void => {
      void (globalThis as unknown as { countedPress: (what: string) => Promise<void> }).countedPress(what)
    }
    const isText = (target: EventTarget | null): boolean =>
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && !['checkbox', 'radio', 'file', 'button'].includes(target.type))
    let typing: EventTarget | null = null
    const watch = { capture: true, passive: true }
    addEventListener('pointerdown', () => count('press'), watch)
    addEventListener(
      'keydown',
      ({ key, repeat, target }) => {
        if ((key === 'Enter' || key === ' ') && !repeat && !isText(target)) count('press')
      },
      watch,
    )
    addEventListener(
      'change',
      ({ target }) => {
        const chosen = target instanceof HTMLSelectElement
        const file = target instanceof HTMLInputElement && target.type === 'file'
        if (chosen || file) count('press')
      },
      watch,
    )
    addEventListener(
      'input',
      ({ target }) => {
        if (!isText(target) || target === typing) return
        typing = target
        count('typed')
      },
      watch,
    )
    addEventListener('focusout', ({ target }) => (typing = target === typing ? null : typing), watch)
  })
  return {
    get presses() {
      return presses
    },
    get typed() {
      return typed
    },
    reset: () => void ([presses, typed] = [0, 0]),
  }
}
