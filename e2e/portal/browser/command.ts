import type { HostParams } from './host-params.ts'

/** One opened app, as its commands see it. */
export interface OpenedApp {
  readonly params: HostParams
  /** Commands that get no answer, though the interface has them. */
  readonly denied: readonly string[]
  readonly commands: ReadonlyMap<string, Command>
  /** The DIV that resizeWindow sizes. */
  readonly element: HTMLElement | null
}

/** A command of the app. Not calling `answer` is silence, as the real portal keeps it. */
export type Command = (layout: OpenedApp, params: unknown, answer: (result?: unknown) => void) => void
