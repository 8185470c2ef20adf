import { createOptionJournal } from '../../src/portal/journal/option-journal.ts'
import { RESTORES, RUNS } from '../../src/portal/journal/kept-kinds.ts'
import { packText } from '../../src/portal/journal/packed-text.ts'
import { createRest, type Command, type Rest } from '../../src/portal/rest/rest.ts'
import type { TestPortal } from '../portal/testing.ts'
import { sendTo } from './portal-rest.ts'

/** What tests of the journals in the user's options need. */

export const ME = 2
export const PROFILE: Command = { method: 'profile', params: {} }

/** A page with the app; its waits end only when told. */
export function openPage(test: TestPortal, userId = ME) {
  const waiting: (() => void)[] = []
  const wait = (): Promise<void> => new Promise((resolve) => waiting.push(resolve))
  const held = new Set<string>()
  const sent: string[][] = []
  const rest: Rest = createRest((method, params) => {
    sent.push(method === 'batch' ? Object.keys(params.cmd as object) : [method])
    return sendTo(test, userId)(method, params)
  }, test.portal.now)
  const journal = createOptionJournal(RUNS, rest, { now: test.portal.now, wait }, held)
  const restores = createOptionJournal(RESTORES, rest, { now: test.portal.now, wait }, held)
  return {
    journal,
    restores,
    held,
    sent,
    /** A request of the run, whatever it is. */
    batch: (commands: Record<string, Command> = { c1: PROFILE }) => journal.carrier.timedBatch(commands),
    /** All that is waited for comes to pass. */
    async pass() {
      waiting.splice(0).forEach((resolve) => resolve())
      // What it sets off packs a text, and then asks the portal, which answers at once.
      for (let turn = 0; turn < 4; turn++) await packText(`line ${turn}`.repeat(1_000))
    },
  }
}

export function optionsOf({ portal }: TestPortal): Record<string, unknown> {
  return portal.app.userOptions.get(ME) ?? {}
}

/** Texts that are kept at all. */
export function held(test: TestPortal): string[] {
  return Object.entries(optionsOf(test)).flatMap(([name, value]) => (value === '' ? [] : [name]))
}
