import { expect, it } from 'vitest'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { partStore } from '../../../e2e/simulation/part-store.ts'
import { singleDeletionOn } from '../../../e2e/tools/single-deletion.ts'
import type { Send } from '../rest/rest.ts'

/** A portal that gives one method an answer that no known portal gives. */

const RICH = ODD.everything
const METHODS = [
  'profile',
  'scope',
  'crm.contact.list',
  'crm.contact.get',
  'crm.contact.fields',
  'crm.contact.company.items.get',
  'crm.company.list',
  'crm.item.list',
  'crm.type.list',
  'crm.category.list',
  'crm.status.list',
  'crm.activity.list',
  'crm.activity.binding.list',
  'crm.requisite.list',
  'crm.requisite.bankdetail.list',
  'crm.address.list',
  'crm.timeline.comment.list',
  'entity.add',
  'entity.item.get',
  'user.get',
  'user.option.get',
  'app.info',
]
const ANSWERS: unknown[] = [null, {}, 'nonsense', [{}]]

/** Replaces the answers of this method by `odd`, in single calls and in batches. */
const answering =
  (method: string, odd: unknown) =>
  (send: Send): Send =>
  async (called, params, limitMs) => {
    const body = await send(called, params, limitMs)
    if (called === method) return { result: odd }
    if (called !== 'batch') return body
    const answer = body as { result: { result: Record<string, unknown> } }
    for (const [name, command] of Object.entries(params.cmd as Record<string, string>))
      if (command.startsWith(`${method}?`) && name in answer.result.result) answer.result.result[name] = odd
    return answer
  }

it.each(METHODS)('%s answers oddly: the verdict is true, and the person can go on', async (method) => {
  for (const odd of ANSWERS) {
    const test = createTestPortal({ contacts: 60 })
    const isThere = (): boolean => test.portal.store.contact(RICH) !== undefined
    const deletion = await singleDeletionOn(test, partStore('browser'), answering(method, odd))
    await deletion.ask(RICH).catch(() => undefined)
    // If a list is empty for the question but not for the copy, the app asks once more.
    const first = await deletion.tryPress(RICH)
    expect([odd, isThere()]).toEqual([odd, 'additions' in first || first.verdict.kind !== 'deleted'])
    let outcome = 'additions' in first ? await deletion.press(RICH) : first
    expect([odd, isThere()]).toEqual([odd, outcome.verdict.kind !== 'deleted'])
    if (outcome.verdict.kind !== 'deleted') {
      outcome = await deletion.press(RICH, { incompleteCopies: 'delete', withoutPortal: true })
    }
    expect([odd, outcome.verdict.kind, isThere()]).toEqual([odd, 'deleted', false])
  }
})
