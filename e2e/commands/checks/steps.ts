import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../tools/files.ts'

export interface Step {
  name: string
  /** A program of node_modules/.bin and its arguments. */
  command: readonly [string, ...string[]]
  env?: NodeJS.ProcessEnv
}

/** Steps that are done one after another. */
export type Lane = readonly Step[]

/** A person ends it, the machine does, or the terminal is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface StepOptions {
  cwd: string
  env: NodeJS.ProcessEnv
}

/**
 * Runs two lanes side by side. The one in front prints as it goes; the one behind has a lower priority, and prints each
 * step when it ends. Resolves with the first step that failed, which ends the other, or undefined. A signal ends both.
 */
export async function runLanes(
  lanes: { front: Lane; behind: Lane },
  options: StepOptions,
): Promise<Step | undefined> {
  const ended = new AbortController()
  let failed: Step | undefined
  const runLane = async (lane: Lane, inFront: boolean): Promise<void> => {
    for (const step of lane) {
      if (ended.signal.aborted) return
      const started = performance.now()
      if (inFront) console.log(`\n── ${step.name}`)
      const { code, output } = await run(step, { ...options, inFront, signal: ended.signal })
      // A step that was only ended with the other has nothing to tell.
      if (failed !== undefined) return
      if (!inFront) console.log(`\n── ${step.name}`)
      if (output !== '') console.log(output.trimEnd())
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`   ${step.name}: ${code === 0 ? 'ok' : 'failed'}, ${seconds} s`)
      if (code !== 0) {
        failed = step
        ended.abort()
      }
    }
  }
  const end = (): void => ended.abort()
  for (const signal of SIGNALS) process.on(signal, end)
  await Promise.all([runLane(lanes.front, true), runLane(lanes.behind, false)])
  for (const signal of SIGNALS) process.off(signal, end)
  return failed
}

interface RunOptions extends StepOptions {
  /** Its output goes to ours as it comes; else it is in the result. */
  inFront: boolean
  /** Ends it. */
  signal: AbortSignal
}

/** Runs one step. Resolves with its exit code; a step that was killed counts as 1. */
function run(
  step: Step,
  { cwd, env, inFront, signal }: RunOptions,
): Promise<{ code: number; output: string }> {
  const [program, ...args] = step.command
  return new Promise((resolve) => {
    const output: Buffer[] = []
    const child = spawn(join(ROOT, 'node_modules/.bin', program), args, {
      cwd,
      env: { ...env, ...step.env },
      stdio: ['ignore', inFront ? 'inherit' : 'pipe', inFront ? 'inherit' : 'pipe'],
      // A group of its own, which can be ended whole: workers, browsers, servers.
      detached: true,
    })
    if (!inFront && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (piece: Buffer) => output.push(piece))
    }
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      } catch {
        // It has just ended by itself.
      }
    }
    signal.addEventListener('abort', end, { once: true })
    // As an error of ours it would leave the other lane running.
    child.once('error', ({ message }) => resolve({ code: 1, output: message }))
    child.once('close', (code) => {
      signal.removeEventListener('abort', end)
      resolve({ code: code ?? 1, output: Buffer.concat(output).toString() })
    })
  })
}
