import { describe, expect, it } from 'vitest'
import { createBaseReader } from '../clean-up/base-reader.ts'
import { contactItem, contactRow, contactRows } from '../contact/contact-rows.ts'
import { findByPhoneOrEmail } from '../contact/contact-search.ts'
import { createContactStore } from '../contact/contact-store.ts'
import { createDossierReader } from '../contact/dossier/dossier-reader.ts'
import { fieldNames } from '../contact/field-check.ts'
import { createContactDeleter } from '../deletion/contact-deleter.ts'
import { createPresenceReader } from '../deletion/presence-reader.ts'
import { BUILT_IN } from '../plan/item-kinds.ts'
import { introduce } from '../plan/portal-facts.ts'
import { createPacedRest, type PacedRest } from '../rest/paced-rest.ts'
import { createArchiveReader } from '../archive/reading/archive-reader.ts'
import { read } from '../rest/wire.ts'
import { USUAL_BUCKET } from '#core/job/pace/bucket.ts'
import { EVERYBODY } from '#core/contact/contact-query.ts'
import { planSearch } from '#core/contact/search.ts'
import { RECORDED } from '../../../e2e/portal/recorded/recorded.ts'
import { recordedResult, restByMethod } from '../../../e2e/tools/recorded-answers.ts'
import type { Rest } from '../rest/rest.ts'

/** What the adapters make of recorded answers about contacts and what is linked to them. */

const SECOND = { error: 'NOT_FOUND', error_description: 'Not found' }
const answer = (result: unknown) => ({ body: { result } })

function pacedOver(rest: Rest): PacedRest {
  let now = 0
  const wait = (ms: number): Promise<void> => Promise.resolve(void (now += ms))
  return createPacedRest(rest, { now: () => now, wait }, USUAL_BUCKET)
}

describe('a list of contacts', () => {
  it('has its rows in the order of the portal, without lists where it sends none', async () => {
    const page = await createContactStore(restByMethod({ 'crm.contact.list': 'contact-list-selected' })).page(
      EVERYBODY,
      0,
    )
    expect(page.total).toBe(3)
    expect(page.contacts.map(({ id, emails, phones }) => [id, emails, phones])).toEqual([
      [902, ['mara@quill.example'], []],
      [905, [], []],
      [901, ['o.vint@example.net'], []],
    ])
  })

  it('longer than a page, without a total or a next, loses nothing', async () => {
    const rows = Array.from({ length: 52 }, (_, at) => ({ ID: String(at + 1) }))
    const store = createContactStore(restByMethod({ 'crm.contact.list': answer(rows) }))
    const page = await store.page(EVERYBODY, 0)
    expect([page.contacts.length, page.total]).toEqual([52, 52])
  })

  it('whose keys have holes, which is a map in JSON, is read', () => {
    const rows = recordedResult('contact-list-selected') as unknown[]
    const map = { 0: rows[0], 2: rows[2] }
    expect(read(contactRows, { kind: 'result', result: map, total: null })).toHaveLength(2)
  })
})

describe('one contact', () => {
  it('from crm.contact.get has texts as numbers and times with their offset', () => {
    const contact = read(contactRow, {
      kind: 'result',
      result: recordedResult('contact-get-full'),
      total: null,
    })
    expect(contact).toMatchObject({
      id: 43,
      secondName: '',
      companyId: 12,
      responsibleId: 6,
      phones: ['+15550100', '+15550101'],
      createdAt: Date.parse('2024-08-15T08:38:21Z'),
      activeAt: Date.parse('2024-08-15T08:38:21Z'),
    })
  })

  it('from crm.item.get has no company where the portal says 0', () => {
    const result = recordedResult('item-get-zero-links')
    expect(read(contactItem, { kind: 'result', result, total: null })).toMatchObject({
      id: 250,
      companyId: null,
      phones: ['+15550123'],
      emails: [],
      createdAt: Date.parse('2024-07-22T16:00:08Z'),
    })
  })

  it('that is not found is that, with an empty code', async () => {
    const rest = restByMethod({ 'crm.contact.get': 'contact-get-missing', 'crm.item.get': { body: SECOND } })
    await expect(createDossierReader(rest).read(43)).rejects.toMatchObject({ failure: { kind: 'not-found' } })
  })

  it('comes with what can be read, and says what cannot', async () => {
    const dossier = await createDossierReader(
      restByMethod({
        'crm.contact.get': 'contact-get-full',
        'crm.contact.company.items.get': 'contact-companies',
        'crm.activity.list': 'activity-list',
        'crm.requisite.list': 'requisite-error-number',
        'crm.item.list': 'item-list',
        'crm.type.list': answer([]),
      }),
    ).read(43)
    expect(dossier.companies.rows.map(({ id, primary }) => [id, primary])).toEqual([
      [7, true],
      [8, false],
    ])
    expect(dossier.activities.total).toBe(123_456)
    expect(dossier.activities.rows.map(({ id, kind, completed }) => [id, kind, completed])).toEqual([
      [21, 'e-mail', false],
      [20, 'call', true],
    ])
    expect(dossier.requisites).toMatchObject({ rows: [], total: null, failure: { kind: 'access-denied' } })
    const amounts = dossier.items.map(({ rows }) => rows.map(({ amount }) => amount?.value))
    expect(amounts[0]).toEqual([19_000, 999.9])
  })

  it('whose companies are refused under HTTP 200 has companies that could not be read', async () => {
    const dossier = await createDossierReader(
      restByMethod({
        'crm.contact.get': 'contact-get-full',
        'crm.contact.company.items.get': 'contact-companies-error-200',
      }),
    ).read(43)
    expect(dossier.companies).toMatchObject({ total: null, failure: { kind: 'portal-error' } })
  })
})

describe('fields', () => {
  it('are the keys, whatever their attributes', () => {
    const result = recordedResult('contact-fields-excerpt')
    expect([...fieldNames({ kind: 'result', result, total: null })]).toEqual([
      'ID',
      'NAME',
      'TYPE_ID',
      'UF_CRM_1700000001',
      'PARENT_ID_133',
    ])
  })
})

describe('a search by phone', () => {
  /** Ids by the index of duplicates, and by the list, which finds what is written exactly so. */
  const phone = (value: string) => [{ ID: '1', VALUE_TYPE: 'WORK', VALUE: value, TYPE_ID: 'PHONE' }]
  const rows = [
    { ID: '275', PHONE: phone('+1 (555) 010-02-03') },
    // Of a portal that dropped the filter.
    { ID: '276', PHONE: phone('+1 555 010 02 04') },
  ]
  const owners = (index: Parameters<typeof restByMethod>[0][string]): Promise<number[]> =>
    findByPhoneOrEmail(
      restByMethod({ 'crm.duplicate.findbycomm': index, 'crm.contact.list': answer(rows) }),
      planSearch('+1 555 010 02 03'),
    )

  it('takes number ids of the index', async () => {
    expect(await owners('findbycomm-hit')).toEqual([275, 2297])
  })

  it.each([
    ['none, as a list', answer([])] as const,
    ['a refusal without a code', 'findbycomm-error'] as const,
  ])('goes on with the list where the index gives %s', async (_, index) => {
    expect(await owners(index)).toEqual([275])
  })
})

describe('a deletion', () => {
  const verdict = (answers: Parameters<typeof restByMethod>[0]) =>
    createContactDeleter(restByMethod(answers)).delete(43)
  const GONE = { body: SECOND }

  it('by the successor is done at an empty list, which looks like nothing', async () => {
    expect(await verdict({ 'crm.item.delete': 'item-delete-ok', 'crm.item.get': GONE })).toMatchObject({
      kind: 'deleted',
    })
  })

  it('by the successor is refused at a code', async () => {
    expect(
      await verdict({ 'crm.item.delete': 'item-access-denied', 'crm.item.get': 'item-get-zero-links' }),
    ).toEqual({ kind: 'access-denied', canRead: true })
  })

  it('of a contact that is not there is no deletion, whatever the code', async () => {
    for (const refusal of ['contact-delete-not-found-core', 'contact-get-missing'] as const)
      expect(await verdict({ 'crm.contact.delete': refusal, 'crm.item.get': GONE })).toEqual({ kind: 'gone' })
  })

  it.each([
    ['an empty list, which only the successor may answer', answer([])],
    ['the words of a merge', { body: RECORDED['merge-batch-conflict'].body }],
    ['nothing', answer(null)],
  ])('is not done at %s while the contact is there', async (_, odd) => {
    const { kind } = await verdict({ 'crm.contact.delete': odd, 'crm.item.get': 'item-get-zero-links' })
    expect(kind).not.toBe('deleted')
  })

  it('is looked at by a list whose ids are texts', async () => {
    const rest = restByMethod({ 'crm.contact.list': 'contact-list-selected' })
    const looked = await createPresenceReader(rest).look([901, 905, 7])
    expect(looked).toEqual({
      kind: 'looked',
      presences: new Map([
        [901, { kind: 'there' }],
        [905, { kind: 'there' }],
        [7, { kind: 'hidden' }],
      ]),
    })
  })
})

describe('a copy', () => {
  it('holds fields, comments and addresses as recorded, and names what was refused', async () => {
    const copyOf = async (answers: Parameters<typeof restByMethod>[0]) => {
      const paced = pacedOver(restByMethod(answers))
      const kinds = { items: BUILT_IN, itemsUnknown: false }
      const reader = createArchiveReader({
        paced,
        kinds,
        fetchFile: () => Promise.resolve(null),
        now: () => 0,
      })
      for await (const portion of reader.read([43])) return portion
      return []
    }
    const row = recordedResult('contact-get-full')
    const requisites = answer([{ ID: '7335', ENTITY_ID: '43' }])
    const [copy] = await copyOf({
      'crm.contact.list': answer([row]),
      'crm.timeline.comment.list': 'timeline-comments',
      'crm.requisite.list': requisites,
      'crm.address.list': 'address-list',
    })
    expect(copy).toMatchObject({
      id: 43,
      fields: { COMMENTS: expect.stringContaining('[B]bold[/B]') as string, PARENT_ID_1224: '12' },
      communications: [{ kind: 'PHONE' }, { kind: 'PHONE' }, { kind: 'EMAIL', valueType: 'MAILING' }],
      comments: [
        { id: 999, text: 'hello' },
        { id: 1000, text: 'x' },
      ],
      requisites: [{ id: 7335, addresses: [{ typeId: 1, fields: { COUNTRY_CODE: null } }] }],
    })
    const [without] = await copyOf({
      'crm.contact.list': answer([row]),
      'crm.requisite.list': 'requisite-error-number',
    })
    expect(without?.unsaved).toContainEqual(
      expect.objectContaining({ part: 'requisites', reason: 'refused' }),
    )
  })
})

describe('who and what the portal is', () => {
  it('is read from user.current and app.info, numbers or texts', async () => {
    const { facts, name } = await introduce(
      restByMethod({ 'user.current': 'user-current', 'app.info': 'app-info', 'crm.type.list': answer([]) }),
    )
    expect([facts, name]).toEqual([
      { me: 3, isAdmin: false, enterprise: false, bin: 'not-known' },
      'Ben Moor',
    ])
  })

  it('is unknown, and no end, where it is the wrong kind of token', async () => {
    const rest = restByMethod({ profile: 'wrong-auth-type', 'user.current': 'wrong-auth-type' })
    expect((await introduce(rest)).facts).toMatchObject({ me: 0, bin: 'not-known' })
  })
})

it('a count that the portal refuses is none, and no zero', async () => {
  const base = createBaseReader(restByMethod({ 'crm.contact.list': 'query-limit-503' }), () => 0)
  expect(await base.counts([{}])).toEqual([null])
})
