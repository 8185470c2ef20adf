import { describe, expect, it } from 'vitest'
import { createTestPortal } from '../../../e2e/portal/testing.ts'
import { sendTo } from '../../../e2e/tools/portal-rest.ts'
import { createRest } from '../rest/rest.ts'
import { createCodeNames } from './code-names.ts'

const ADMIN = 1

function codesOf(test = createTestPortal({ contacts: 1 })) {
  return { test, codes: createCodeNames(createRest(sendTo(test, ADMIN), test.portal.now)) }
}

describe('read', () => {
  it('names the types and sources of contacts as the portal does, in its order, in one request', async () => {
    const { test, codes } = codesOf()
    const { types, sources } = await codes.read()
    expect([...types]).toEqual([
      ['CLIENT', 'Clients'],
      ['SUPPLIER', 'Suppliers'],
      ['PARTNER', 'Partners'],
      ['OTHER', 'Other'],
    ])
    expect(sources.get('WEB')).toBe('Website')
    expect(sources.get('PARTNER')).toBe('Existing client')
    expect(test.portal.log).toHaveLength(1)
  })

  it('rejects if the portal does not answer', async () => {
    const { test, codes } = codesOf()
    const refuse = { type: 'refuse', error: 'insufficient_scope', description: '' } as const
    test.portal.faults.add({ method: 'crm.status.list', kind: refuse })
    await expect(codes.read()).rejects.toMatchObject({ failure: { kind: 'scope' } })
  })
})
