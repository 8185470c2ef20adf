/** Connections that serve many requests, and what Chromium does of itself when one of them breaks. */
import type { Frame } from '@playwright/test'
import type { RestLogEntry, Store } from '../portal/contract.ts'
import { anyContact, expect, test } from '../portal/witness/fixtures.ts'
import { USER } from '../portal/store/users.ts'

test.describe('a used connection that is reset after the work and before any byte of the answer', () => {
  test.use({ expectedNoise: /Failed to load resource/ })

  const SENT_AGAIN: Record<
    string,
    { params: (id: number) => object; answer: [number, object]; done: unknown }
  > = {
    'crm.contact.delete': {
      params: (id) => ({ id }),
      answer: [400, { error: 'ERROR_CORE' }],
      done: { deleted: 1, named: 0 },
    },
    batch: {
      params: (id) => ({ halt: 0, cmd: { a: `crm.contact.delete?id=${id}` } }),
      answer: [200, { result: { result_error: { a: { error: 'ERROR_CORE' } } } }],
      done: { deleted: 1, named: 0 },
    },
    'crm.contact.add': {
      params: () => ({ fields: { NAME: 'Sent twice' } }),
      answer: [200, { result: 62 }],
      done: { deleted: 0, named: 2 },
    },
  }

  test('is sent again by Chromium itself, but not where an answer breaks off', async ({
    portal,
    openPage,
  }) => {
    const { auth, faults, log, store } = portal.portal
    const frame = await openPage()
    const token = auth.issue(USER.admin).AUTH_ID
    for (const [method, { params, answer, done }] of Object.entries(SENT_AGAIN)) {
      await test.step(`Chromium sends ${method} again by itself, and the work is done twice`, async () => {
        const [before, since] = [doneIn(store), log.length]
        faults.add({ method, kind: { type: 'reset-after' } })
        const url = `${portal.origin}/rest/${method}?bx24_request_id=only-one`
        const received = await sendOnce(frame, url, { ...params(anyContact(portal)), auth: token })
        expect(received).toMatchObject(answer)
        expect(log.slice(since).map(idAndStatus)).toEqual([
          ['only-one', 'reset'],
          ['only-one', answer[0]],
        ])
        const { deleted, named } = doneIn(store)
        expect({ deleted: deleted - before.deleted, named: named - before.named }).toEqual(done)
      })
    }

    await test.step('an answer that breaks off after its head is an error at once: nothing is sent again', async () => {
      const [kept = 0, gone = 0] = store.contactIds()
      const [deleted, since] = [[...store.deletedIds()], log.length]
      const url = `${portal.origin}/rest/crm.contact.delete?bx24_request_id=`
      faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-before' } })
      faults.add({ method: 'crm.contact.delete', skip: 1, kind: { type: 'drop-after' } })
      expect(await sendOnce(frame, `${url}first`, { id: kept, auth: token })).toBe('no answer')
      expect(await sendOnce(frame, `${url}second`, { id: gone, auth: token })).toBe('no answer')
      expect(log.slice(since).map(idAndStatus)).toEqual([
        ['first', 'dropped'],
        ['second', 'dropped'],
      ])
      expect(store.deletedIds()).toEqual([...deleted, gone])
      expect(store.contact(kept)).toBeDefined()
    })
  })
})

/** One request of the page, as axios sends it: status and body, or that there was no whole answer. */
function sendOnce(frame: Frame, url: string, body: object): Promise<unknown> {
  return frame.evaluate(
    async ([address, text]) => {
      try {
        const headers = { 'Content-Type': 'application/json' }
        const response = await fetch(address, { method: 'POST', headers, body: text })
        const answer: unknown = await response.json()
        return [response.status, answer]
      } catch {
        return 'no answer'
      }
    },
    [url, JSON.stringify(body)] as const,
  )
}

function idAndStatus({ params, httpStatus }: RestLogEntry): unknown[] {
  return [(params as Record<string, unknown>).bx24_request_id, httpStatus]
}

function doneIn(store: Store): { deleted: number; named: number } {
  const contacts = [...store.contactIds()].map((id) => store.contact(id))
  return {
    deleted: store.deletedIds().length,
    named: contacts.filter((contact) => contact?.NAME === 'Sent twice').length,
  }
}
