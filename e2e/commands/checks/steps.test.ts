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
