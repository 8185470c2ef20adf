import { expect, it } from 'vitest'
import type { RestoreTask } from '../../plan/tasks.ts'
import { lookedTogether } from './fill-batch.ts'

it('looks for no more than one request holds, which also asks for the contacts that this person sees', () => {
  const tasks = Array.from({ length: 60 }, (_, entry): RestoreTask => {
    return { entry, needs: entry, kind: 'comment', mark: 'm', text: 'Hello', alone: false }
  })
  const plan = { version: 1, id: 'p', plannedAt: 0, entries: [], tasks } as const
  const looks = tasks.map((_, task) => task)
  expect(lookedTogether(plan, looks, { commands: 50, created: 50 })).toHaveLength(48)
})
