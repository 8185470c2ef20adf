import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it, vi } from 'vitest'
import { ROOT } from '../../tools/files.ts'
import { runLanes, type Lane } from './steps.ts'

afterEach(() => vi.restoreAllMocks())

it.each(['front', 'behind'] as const)(
  'a program that is missing %s fails its step and ends the other',
  async (where) => {
    vi.spyOn(console, 'log').mockReturnValue()
    const missing: Lane = [{ name: 'missing', command: ['no-such-program'] }]
    const endless: Lane = [{ name: 'endless', command: ['tsx', '-e', 'setInterval(() => {}, 1000)'] }]
    const lanes =
      where === 'front' ? { front: missing, behind: endless } : { front: endless, behind: missing }
    await expect(runLanes(lanes, { cwd: ROOT, env: process.env })).resolves.toMatchObject({ name: 'missing' })
  },
)

it.each(['SIGINT', 'SIGTERM'] as const)('%s ends the steps and all that they began', async (signal) => {
  const begun = `require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' }); console.log('begun')`
  const lane: Lane = [
    { name: 'with a child', command: ['tsx', '-e', `${begun}; setInterval(() => {}, 1000)`] },
  ]
  const lanes = JSON.stringify({ front: lane, behind: [] })
  // As `npm test` does: the command tsx kills what does not answer a signal within 60 ms, and leaves the steps running.
  const checks = spawn(
    process.execPath,
    [
      ...['--import', 'tsx', '-e'],
      `import('./e2e/commands/checks/steps.ts').then((s) => s.runLanes(${lanes}, { cwd: '.', env: process.env }))`,
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  const saysBegun = new Promise<void>((resolve) => {
    checks.stdout.on('data', (piece: Buffer) => {
      output += piece.toString()
      if (output.includes('begun')) resolve()
    })
  })
  await saysBegun
  checks.kill(signal)
  // Not before the last that holds the output has ended.
  await once(checks, 'close')
  expect(output).toContain('with a child: failed')
})
