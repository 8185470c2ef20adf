import { describe, expect, it } from 'vitest'
import { ANY_SMART_PROCESS } from '#core/contact/dossier.ts'
import { createDossierReader } from './dossier-reader.ts'
import { createRest, type Send } from '../../rest/rest.ts'

type Answer = { result: unknown } | { error: string; error_description: string }

const LIST = { result: { items: [] } }
const FIRST: Record<string, Answer> = {
  contact: { result: { ID: '5', NAME: 'Anna', ASSIGNED_BY_ID: '9' } },
  companies: { result: [{ COMPANY_ID: '3', IS_PRIMARY: 'Y' }] },
  types: { result: { types: [{ entityTypeId: 180, title: 'Repairs' }] } },
  activities: { result: [] },
  requisites: { result: [] },
  items2: LIST,
  items31: LIST,
  items7: LIST,
  items1: LIST,
}
const refusal = (error: string): Answer => ({ error, error_description: 'no' })

/** A portal that answers some questions oddly, as given; it remembers what it was asked. */
function portal(odd: (name: string, command: string) => Answer | undefined) {
  const asked: string[] = []
  const send: Send = (_, params) => {
    const result: Record<string, unknown> = {}
    const errors: Record<string, unknown> = {}
    for (const [name, command] of Object.entries(params.cmd as Record<string, string>)) {
      asked.push(decodeURIComponent(command))
      const answer = odd(name, decodeURIComponent(command)) ?? FIRST[name] ?? { result: [] }
      if ('result' in answer) result[name] = answer.result
      else errors[name] = answer
    }
    return Promise.resolve({ result: { result, result_error: errors } })
  }
  return { reader: createDossierReader(createRest(send)), asked }
}

describe('reading what is linked to a contact', () => {
  it.each([
    ['nonsense', { result: { odd: 1 } }],
    ['null', { result: null }],
    ['rows without a name', { result: [{ ID: '9', ACTIVE: true }] }],
    ['a refusal', refusal('insufficient_scope')],
  ])('goes on without the names of users and companies: %s', async (_, answer) => {
    const { reader } = portal((name) => (/^(user|company)\d/u.test(name) ? answer : undefined))
    const dossier = await reader.read(5)
    expect(dossier.responsibleName).toBeNull()
    expect(dossier.companies.rows).toMatchObject([{ id: 3, title: null }])
  })

  it('says that the smart processes are unread where the portal does not even say which there are', async () => {
    const { reader } = portal((name) => (name === 'types' ? refusal('ACCESS_DENIED') : undefined))
    const unread = (await reader.read(5)).items.filter((group) => group.failure !== null)
    expect(unread).toMatchObject([{ entityTypeId: ANY_SMART_PROCESS, failure: { kind: 'access-denied' } }])
  })

  it('takes a portal that does not know smart processes for one that has none', async () => {
    const { reader } = portal((name) => (name === 'types' ? refusal('ERROR_METHOD_NOT_FOUND') : undefined))
    expect((await reader.read(5)).items.map((group) => group.entityTypeId)).toEqual([2, 31, 7, 1])
  })

  it('leaves out a kind that the portal does not have', async () => {
    const { reader } = portal((name) => (name === 'items31' ? refusal('NOT_FOUND') : undefined))
    expect((await reader.read(5)).items.map((group) => group.entityTypeId)).toEqual([2, 7, 1, 180])
  })

  it('asks by the primary contact, smart processes too, where the portal cannot filter by any', async () => {
    const row = { id: 11, title: 'Roof', stageId: 'NEW', categoryId: 0, opportunity: 10, currencyId: 'EUR' }
    const { reader, asked } = portal((name, command) => {
      if (!name.startsWith('items')) return undefined
      return command.includes('[contactIds]')
        ? refusal('INVALID_ARG_VALUE')
        : { result: { items: [{ ...row }] } }
    })
    const { items } = await reader.read(5)
    expect(items.map((group) => [group.entityTypeId, group.rows.length, group.failure])).toEqual(
      [2, 31, 7, 1, 180].map((kind) => [kind, 1, null]),
    )
    expect(asked.filter((command) => command.includes('filter[contactId]=5'))).toHaveLength(5)
  })
})
