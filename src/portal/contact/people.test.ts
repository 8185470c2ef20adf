import { describe, expect, it } from 'vitest'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import type { User } from '../../../e2e/portal/contract.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest, type Send } from '../rest/rest.ts'
import { createPeopleReader } from './people.ts'

function portalWith(left: number) {
  const test = createTestPortal({ contacts: 1 })
  const users = test.portal.store.users as Map<number, User>
  const model = users.get(5)!
  for (let id = 1000; id < 1000 + left; id++) users.set(id, { ...model, ID: id, active: false })
  return test
}

describe('people who left', () => {
  it.each([0, 1, 49, 50, 51, 130])('are all found, page by page: %i', async (count) => {
    const test = portalWith(count)
    const ids = await createPeopleReader(createRest(sendTo(test, 1), test.portal.now)).left()
    expect(ids).toEqual(Array.from({ length: count }, (_, at) => 1000 + at))
  })

  it('are told from those who work there also by a portal that does not read the condition', async () => {
    const test = portalWith(60)
    const send: Send = (method, params) =>
      sendTo(test, 1)(
        method,
        JSON.parse(JSON.stringify(params).replaceAll('ACTIVE', 'NO_SUCH')) as typeof params,
      )
    const ids = await createPeopleReader(createRest(send, test.portal.now)).left()
    expect(ids).toHaveLength(60)
  })
})
