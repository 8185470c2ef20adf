import { expect, it } from 'vitest'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { createTestPortal } from '../../../../e2e/portal/testing.ts'
import { sendTo } from '../../../../e2e/tools/portal-rest.ts'
import { createPacedRest } from '../../rest/paced-rest.ts'
import { createRest } from '../../rest/rest.ts'
import { createArchiveReader } from './archive-reader.ts'

it('asks for what a hundred contacts have by one command a page, and copies the same as for each alone', async () => {
  const test = createTestPortal()
  const wait = (ms: number): Promise<void> => {
    test.pass(ms / 1000)
    return Promise.resolve()
  }
  const rest = createRest(sendTo(test, 1), test.portal.now)
  const paced = createPacedRest(rest, { now: test.portal.now, wait }, USUAL_BUCKET)
  const kinds = { items: [], itemsUnknown: false }
  const fetchFile = () => Promise.resolve(null)
  const reader = createArchiveReader({ paced, kinds, fetchFile, now: test.portal.now })
  const read = async (ids: readonly number[]) => {
    const contacts = []
    for await (const portion of reader.read(ids)) contacts.push(...portion)
    return contacts.map((contact) => ({ ...contact, readAt: 0 }))
  }
  const ids = [...test.portal.store.contactIds()].filter((id) => id > 100).slice(0, 100)
  const together = await read(ids)
  const asked = test.portal.log.flatMap(({ commands }) => commands?.map(({ method }) => method) ?? [])
  const countOf = (method: string): number => asked.filter((each) => each === method).length
  expect(
    ['crm.contact.list', 'crm.requisite.list', 'crm.requisite.bankdetail.list', 'crm.address.list'].map(
      countOf,
    ),
  ).toEqual([2, 1, 1, 1])
  expect(together.map(({ id }) => id)).toEqual(ids)
  for (const id of [0, 33, 66, 99].map((at) => ids[at] ?? 0))
    expect(await read([id])).toEqual(together.filter((contact) => contact.id === id))
})
