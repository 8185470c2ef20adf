import { expect, it } from 'vitest'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { createTestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { createPacedRest } from '../../rest/paced-rest.ts'
import { createRest, type Send } from '../../rest/rest.ts'
import { createArchiveReader } from './archive-reader.ts'

/** The check before a delete takes whatever changed before `readAt` for copied. */

it('is that of the earliest answer, also where the fields were refused at first and read last', async () => {
  const test = createTestPortal()
  const id = 50
  const begun = test.portal.now()
  let batches = 0
  const send: Send = async (method, params, limitMs) => {
    const body = await sendTo(test, 1)(method, params, limitMs)
    if (method !== 'batch' || batches++ > 0) return body
    const { result } = body as { result: { result: Record<string, unknown>; result_error: unknown } }
    const commands = Object.entries(params.cmd as Record<string, string>)
    const [fields = ''] = commands.find(([, command]) => command.startsWith('crm.contact.list?')) ?? []
    result.result = Object.fromEntries(Object.entries(result.result).filter(([name]) => name !== fields))
    result.result_error = { [fields]: { error: 'QUERY_LIMIT_EXCEEDED', error_description: '' } }
    // The comments were read; this one comes too late for the copy.
    test.pass(20)
    test.portal.store.comments.add({
      CONTACT_ID: id,
      AUTHOR_ID: 1,
      CREATED: test.portal.now() / 1000,
      COMMENT: 'Too late',
    })
    test.pass(20)
    return body
  }
  const wait = (ms: number): Promise<void> => {
    test.pass(ms / 1000)
    return Promise.resolve()
  }
  const paced = createPacedRest(
    createRest(send, test.portal.now),
    { now: test.portal.now, wait },
    USUAL_BUCKET,
  )
  const kinds = { items: [], itemsUnknown: false }
  const fetchFile = () => Promise.resolve(null)
  const reader = createArchiveReader({ paced, kinds, fetchFile, now: test.portal.now })
  for await (const [contact] of reader.read([id])) {
    expect(batches).toBeGreaterThan(1)
    expect(contact?.comments.map(({ text }) => text)).not.toContain('Too late')
    expect(contact?.readAt).toBe(begun)
  }
  expect.hasAssertions()
})
