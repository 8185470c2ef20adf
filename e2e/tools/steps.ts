import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './files.ts'

export interface Step {
  name: string
  /** A program of node_modules/.bin and its arguments. */
  command: readonly [string, ...string[]]
  env?: NodeJS.ProcessEnv
}

/** Runs one step with its output on ours. Resolves with its exit code; a step that was killed counts as 1. */
export function run(step: Step, options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<number> {
  const [program, ...args] = step.command
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, 'node_modules/.bin', program), args, {
      cwd: options.cwd,
      env: { ...options.env, ...step.env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}
