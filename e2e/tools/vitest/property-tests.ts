import { env } from 'node:process'
import fc, { type RunDetails } from 'fast-check'
import { expect } from 'vitest'

/**
 * Runs before every test file. Property tests draw the same values every time, so that `npm test` says the same every
 * time; `npm run fuzz` names other seeds. How often a property is tried stands with it only where the usual number is
 * too many or too few.
 */
fc.configureGlobal({
  seed: Number(env.PROPERTY_SEED ?? 20_260_110),
  numRuns: 100,
})

// Once in each process, which runs many files.
const installed = globalThis as { hasCounterexamples?: true }
if (installed.hasCounterexamples === undefined) {
  installed.hasCounterexamples = true
  fc.installGlobalPlugin(() => ({ onAllRunsComplete: report }))
}

/** A failure begins with a line that goes into the property's own `examples`, where it is tried ever after. */
function report(details: RunDetails<unknown>): void {
  const message = fc.defaultReportMessage(details)
  if (message === undefined) return
  const example = details.counterexample === null ? '' : `examples: [${fc.stringify(details.counterexample)}]`
  const { currentTestName, testPath } = expect.getState()
  throw new Error(
    `${COUNTEREXAMPLE} ${testPath?.replace(/^.*\/(?=src\/|e2e\/)/u, '')} > ${currentTestName}: ${example}\n${message}`,
    { cause: details.errorInstance },
  )
}

/** How such a line begins. */
const COUNTEREXAMPLE = 'counterexample:'
