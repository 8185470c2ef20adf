import { archivedContact } from '../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import { readForRestore } from '#core/restore/plan/make-restore-plan.ts'
import { planRestore } from '#core/restore/plan/plan.ts'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { TYPE } from '../../../e2e/portal/store/stages.ts'
import {
  act,
  ADMIN,
  contactCall,
  key,
  MANAGER,
  setting,
} from '../../../e2e/tools/settings/restore-setting.ts'

const BLANK = archivedContact(0, { fields: { NAME: 'Anna' } })

describe('looking before planning', () => {
  it('finds contacts by their keys, and only these', async () => {
    const at = setting()
    const ids = [1, 2].map(() => at.store.addContact({ NAME: 'x', ORIGINATOR_ID: 'erp', ORIGIN_ID: '9' }).ID)
    await act(at, contactCall)
    const foreign = { originatorId: 'erp', originId: '9', foreign: true }
    const nobody = { ...key, originId: '8' }
    expect(await at.lookup.origins([key, foreign, nobody])).toEqual([
      { key, ids: [expect.any(Number)] },
      { key: foreign, ids },
    ])
  })

  it('finds contacts whose keys the portal takes for the same, which is no reason to find nothing', async () => {
    const at = setting()
    const { ID } = at.store.addContact({ NAME: 'x', ORIGINATOR_ID: 'Erp', ORIGIN_ID: 'AB-9' })
    const keys = ['ab-9', 'AB-9', 'ab-8'].map((originId) => ({
      originatorId: 'erp',
      originId,
      foreign: true,
    }))
    expect(await at.lookup.origins(keys)).toEqual([
      { key: keys[0], ids: [ID] },
      { key: keys[1], ids: [ID] },
    ])
  })

  it('finds them among more than a page of keys, and more than a page of contacts with one key', async () => {
    const at = setting()
    const many = Array.from({ length: 60 }, () =>
      at.store.addContact({ NAME: 'x', ORIGINATOR_ID: 'erp', ORIGIN_ID: 'same' }),
    ).map(({ ID }) => ID)
    const single = at.store.addContact({ NAME: 'x', ORIGINATOR_ID: 'erp', ORIGIN_ID: '77' }).ID
    const keys = Array.from({ length: 120 }, (_, of) => ({
      originatorId: 'erp',
      originId: of === 3 ? 'same' : String(of),
      foreign: true,
    }))
    expect(await at.lookup.origins(keys)).toEqual([
      { key: keys[3], ids: many },
      { key: keys[77], ids: [single] },
    ])
  })

  it('finds contacts that are there on a portal older than crm.item.*', async () => {
    const at = setting()
    at.test.portal.settings.lacksMethods = ['crm.item.']
    at.store.deleteContact(42, ADMIN)
    expect(await at.lookup.there([41, 42, 43])).toEqual([41, 43])
  })

  it('finds contacts that were never deleted, in any category', async () => {
    const at = setting()
    const ids = Array.from({ length: 120 }, (_, of) => 41 + of)
    for (const id of ids) if (id % 2 === 0) at.store.deleteContact(id, ADMIN)
    const there = await at.lookup.there([...ids, ODD.otherCategory])
    expect(new Set(there)).toEqual(new Set([...ids.filter((id) => id % 2 === 1), ODD.otherCategory]))
  })

  it('finds contacts that are hidden from this user, so that none is made twice', async () => {
    const at = setting(MANAGER)
    at.store.users.get(MANAGER)!.rights.read = 'own'
    const [mine, theirs, deleted] = [60, 61, 62]
    at.store.updateContact(mine, { ASSIGNED_BY_ID: MANAGER })
    at.store.updateContact(theirs, { ASSIGNED_BY_ID: ADMIN })
    at.store.deleteContact(deleted, ADMIN)
    expect(await at.lookup.there([mine, theirs, deleted])).toEqual([mine])
    expect(await at.lookup.hidden?.([theirs, deleted])).toEqual([theirs])
    const contacts = [mine, theirs, deleted].map((id) => ({ ...BLANK, id }))
    const reading = await readForRestore(
      contacts,
      at.lookup,
      () => undefined,
      () => false,
    )
    const context = { id: 'p', plannedAt: 0 }
    const choices = { conflicts: new Map(), completeReturned: false }
    const { entries } = planRestore(context, contacts, reading!.findings, choices)
    expect(entries.map(({ decision }) => decision.kind)).toEqual(['still-there', 'still-there', 'create'])
    expect(setting(ADMIN).lookup.hidden).toBeUndefined()
  })

  it('calls no contact deleted of which an old portal, or a refusal, does not say so', async () => {
    const at = setting(MANAGER)
    const { rights } = at.store.users.get(MANAGER)!
    const [theirs, deleted] = [61, 62]
    at.store.updateContact(theirs, { ASSIGNED_BY_ID: ADMIN })
    at.store.deleteContact(deleted, ADMIN)
    const vetoed = { type: 'refuse', error: 'ERROR_CORE', description: 'Try later' } as const
    at.test.portal.faults.add({ method: 'crm.item.get', times: 2, kind: vetoed })
    expect(await at.lookup.hidden?.([theirs, deleted])).toEqual([theirs, deleted])
    at.test.portal.settings.lacksMethods = ['crm.item.']
    rights.read = 'all'
    expect(await at.lookup.hidden?.([theirs, deleted])).toEqual([theirs])
    // To a person with fewer rights an old portal refuses what is gone like what is hidden.
    rights.read = 'own'
    expect(await at.lookup.hidden?.([theirs, deleted])).toEqual([theirs, deleted])
  })

  it('finds the contacts that have an e-mail or a phone now', async () => {
    const at = setting()
    await act(at, contactCall)
    const wanted = { kind: 'phone' as const, value: '+49 30 1234567' }
    expect(await at.lookup.owners([wanted])).toMatchObject([
      { wanted, contacts: [{ name: expect.any(String) as string }] },
    ])
  })

  it('distinguishes what is gone from what this user may not see', async () => {
    const at = setting(MANAGER)
    at.store.companies.remove(9)
    const gone = [
      { entityTypeId: 4, id: 9 },
      { entityTypeId: TYPE.deal, id: 999_999 },
      { entityTypeId: 6, id: 999_999 },
      { entityTypeId: 0, id: 4_711 },
    ]
    const there = [
      { entityTypeId: 4, id: 3 },
      { entityTypeId: TYPE.deal, id: 61 },
      { entityTypeId: 6, id: 1 },
      { entityTypeId: 0, id: 5 },
    ]
    expect(await at.lookup.gone([...there, ...gone])).toEqual(expect.arrayContaining(gone))
    expect(await at.lookup.gone(there)).toEqual([])
    at.test.portal.app.scopes.delete('user_brief')
    expect(await at.lookup.gone([{ entityTypeId: 0, id: 4_711 }])).toEqual([])
  })
})
