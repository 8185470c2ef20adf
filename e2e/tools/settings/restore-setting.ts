import type { ActAnswer, TaskCall } from '../../../src/core/restore/ports.ts'
import type { TaskWhat } from '../../../src/core/restore/plan/tasks.ts'
import { USUAL_BUCKET } from '../../../src/core/job/pace/bucket.ts'
import { createPacedRest } from '../../../src/portal/rest/paced-rest.ts'
import { createRestoreLookup } from '../../../src/portal/restore/restore-lookup.ts'
import { createRestoreSender } from '../../../src/portal/restore/restore-sender.ts'
import { createRest, type Send } from '../../../src/portal/rest/rest.ts'
import { createTestPortal, type TestPortal } from '../../portal/testing.ts'
import { sendTo } from '../portal-rest.ts'

/** A local portal with the adapters of a restore on it, for their tests. */

export const [ADMIN, MANAGER] = [1, 2]
/** The contact on which things are made. */
export const CONTACT = 50

/** @param importing contacts are made as an import. @param contacts how many the portal has. */
export const setting = (user: number = ADMIN, importing = true, contacts = 600) => ({
  ...settingOn(createTestPortal({ contacts }), user),
  importing,
})

/** A session of its own on a portal. @param through what stands between the app and the portal. */
export const settingOn = (test: TestPortal, user: number, through = (send: Send): Send => send) => {
  const rest = createRest(through(sendTo(test, user)), test.portal.now)
  const patience = {
    now: test.portal.now,
    wait: (ms: number) => {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const paced = createPacedRest(rest, patience, USUAL_BUCKET)
  const sender = createRestoreSender(rest, { me: user, isAdmin: user === ADMIN }, test.portal.now)
  const lookup = createRestoreLookup(paced, user === ADMIN)
  return { test, sender, lookup, paced, store: test.portal.store }
}
export type Setting = ReturnType<typeof setting>

export function callOf(
  what: TaskWhat,
  task = 0,
  contactId: number | null = CONTACT,
  parentId: number | null = null,
): TaskCall {
  return { task, what: { entry: 0, needs: null, ...what }, contactId, parentId }
}
export async function act({ sender, importing }: Setting, ...calls: TaskCall[]): Promise<ActAnswer[]> {
  const reply = await sender.act(calls, importing)
  if (reply.kind === 'failed') throw new Error(reply.failure.kind)
  return calls.flatMap(({ task }) => reply.answers.get(task) ?? [])
}
export async function look({ sender }: Setting, ...calls: TaskCall[]) {
  const reply = await sender.look(calls)
  if (reply.kind === 'failed') throw new Error(reply.failure.kind)
  return calls.map(({ task }) => reply.answers.get(task))
}
/** Of what was made; 0: nothing was. */
export const idOf = (answer: ActAnswer | undefined): number => (answer?.kind === 'done' ? answer.id : 0)

export const key = { originatorId: 'tidy-contacts', originId: '7', foreign: false }
/** A contact that is to come back. */
export const person = {
  kind: 'contact',
  key,
  knownBefore: [],
  complete: false,
  alone: true,
  fields: {
    NAME: 'Back',
    LAST_NAME: 'Again $total[x]',
    ASSIGNED_BY_ID: '5',
    PHONE: [{ VALUE: '+49 30 1234567', VALUE_TYPE: 'WORK' }],
    ORIGINATOR_ID: key.originatorId,
    ORIGIN_ID: key.originId,
  },
} satisfies TaskWhat
export const contactCall = callOf(person, 0, null)
