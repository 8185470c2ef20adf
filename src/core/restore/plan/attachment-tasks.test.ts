import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import { planRestore, type RestoreFindings } from './plan.ts'
import { readForRestore } from './make-restore-plan.ts'

function contact(id: number, change: Partial<ArchivedContact> = {}): ArchivedContact {
  return archivedContact(id, {
    fields: { ID: String(id), NAME: 'Ann', LAST_NAME: 'Lee', ASSIGNED_BY_ID: '4' },
    ...change,
  })
}

function plan(contacts: readonly ArchivedContact[], gone: RestoreFindings['gone'] = []) {
  const choices = { conflicts: new Map(), completeReturned: false }
  return planRestore(
    { id: 'p', plannedAt: 1 },
    contacts,
    { origins: [], owners: [], gone, there: [] },
    choices,
  )
}

const OURS = (id: number) => ({ originatorId: 'tidy-contacts', originId: String(id), foreign: false })
const ERP = { originatorId: 'erp', originId: 'A1', foreign: true }
const OF_ERP = { NAME: 'Ann', ORIGINATOR_ID: 'erp', ORIGIN_ID: 'A1' }

describe('the fields that go to the portal', () => {
  function fieldsOf(change: Partial<ArchivedContact>, gone: RestoreFindings['gone'] = []) {
    const { entries, tasks } = plan([contact(7, change)], gone)
    const [task] = tasks
    if (task?.kind !== 'contact') throw new Error('no contact')
    return { fields: task.fields, losses: entries[0]?.losses, alone: task.alone }
  }

  it('are those that crm.contact.add accepts, with communications and without empty ones', () => {
    const { fields, losses } = fieldsOf({
      fields: {
        ID: '7',
        NAME: 'Ann',
        POST: '',
        TYPE_ID: 'CLIENT',
        DATE_CREATE: '2020-01-01T00:00:00+03:00',
        HAS_PHONE: 'Y',
        COMPANY_ID: '5',
        UTM_SOURCE: 'ad',
        UF_CRM_1: ['a', 'b'],
        UF_CRM_2: [],
        PARENT_ID_128: '9',
        ADDRESS_CITY: 'Riga',
        ADDRESS_LOC_ADDR_ID: '33',
        LEAD_ID: null,
      },
      communications: [{ kind: 'PHONE', valueType: 'MOBILE', value: '+371 1' }],
    })
    expect(fields).toEqual({
      NAME: 'Ann',
      TYPE_ID: 'CLIENT',
      UTM_SOURCE: 'ad',
      UF_CRM_1: ['a', 'b'],
      PARENT_ID_128: '9',
      ADDRESS_CITY: 'Riga',
      PHONE: [{ VALUE: '+371 1', VALUE_TYPE: 'MOBILE' }],
      ORIGINATOR_ID: 'tidy-contacts',
      ORIGIN_ID: '7',
    })
    expect(losses).toEqual([])
  })

  it('name what cannot be restored', () => {
    const { fields, losses } = fieldsOf(
      {
        fields: {
          LEAD_ID: '3',
          WEBFORM_ID: '2',
          ASSIGNED_BY_ID: '4',
          ORIGIN_ID: 'half',
          PHOTO: { id: '1', showUrl: '/x' },
          UF_CRM_FILE: { id: 2, downloadUrl: '/y' },
        },
      },
      [{ entityTypeId: 0, id: 4 }],
    )
    expect(fields).toEqual({ NAME: '#7', ORIGINATOR_ID: 'tidy-contacts', ORIGIN_ID: '7' })
    expect(losses).toEqual([
      { kind: 'lead', what: '3' },
      { kind: 'web-form', what: '2' },
      { kind: 'file', what: 'PHOTO' },
      { kind: 'file', what: 'UF_CRM_FILE' },
      { kind: 'responsible', what: '4' },
      { kind: 'name', what: '' },
      { kind: 'origin-key', what: ' half' },
    ])
  })

  it('hold the saved files, one or many', () => {
    const file = (name: string, field: string) => ({ field, name, base64: 'QQ==' })
    const { fields, losses } = fieldsOf({
      fields: {
        NAME: 'Ann',
        PHOTO: { showUrl: '/x' },
        UF_CRM_1: [{ downloadUrl: '/y' }, { downloadUrl: '/z' }],
      },
      files: [file('a.png', 'PHOTO'), file('b.pdf', 'UF_CRM_1'), file('c.pdf', 'UF_CRM_1')],
    })
    expect(fields.PHOTO).toEqual({ fileData: ['a.png', 'QQ=='] })
    expect(fields.UF_CRM_1).toEqual([{ fileData: ['b.pdf', 'QQ=='] }, { fileData: ['c.pdf', 'QQ=='] }])
    expect(losses).toEqual([])
  })

  it('are sent alone when a batch would alter them', () => {
    expect(fieldsOf({ fields: { NAME: 'Ann', COMMENTS: 'costs $5' } }).alone).toBe(false)
    for (const COMMENTS of ['see $RESULT[c1][ID]', '<b>Ann</b>', 'javascript:alert(1)', 'a &lt; b', 'x > y'])
      expect(fieldsOf({ fields: { NAME: 'Ann', COMMENTS } }).alone).toBe(true)
  })
})

describe('what is linked to a contact', () => {
  const rich = contact(7, {
    companies: [
      { id: 1, primary: false, sort: 20, roleId: 0 },
      { id: 2, primary: true, sort: 10, roleId: 0 },
    ],
    links: [
      { entityTypeId: 2, id: 5, title: 'Deal', primary: true },
      { entityTypeId: 31, id: 6, title: 'Gone', primary: false },
    ],
    requisites: [
      {
        id: 3,
        fields: { ID: '3', ENTITY_ID: '7', PRESET_ID: '1', NAME: 'Main', XML_ID: '' },
        bankDetails: [{ id: 4, fields: { ID: '4', ENTITY_ID: '3', NAME: 'Bank', XML_ID: 'b-1' } }],
        addresses: [{ typeId: 1, fields: { TYPE_ID: '1', CITY: 'Riga', LOC_ADDR_ID: '8' } }],
      },
    ],
    activities: [activity(20, 2, 'Call back'), activity(21, 4, 'Mail'), activity(22, 1, 'Meeting')],
    comments: [{ id: 9, authorId: 4, createdAt: '2026-01-10T10:00:00+03:00', text: 'Nice' }],
    names: [{ of: 'user', key: '4', name: 'Bob  Ray' }],
  })

  function activity(id: number, typeId: number, subject: string): ArchivedContact['activities'][number] {
    const fields = { ID: String(id), TYPE_ID: String(typeId), SUBJECT: subject, OWNER_ID: '7' }
    return { id, subject, typeId, providerId: '', deadline: '', responsibleId: 4, bindings: [], fields }
  }

  it('comes after the contact, with what its target needs; gone targets are named instead', () => {
    const gone = [
      { entityTypeId: 31, id: 6 },
      { entityTypeId: 6, id: 20 },
      { entityTypeId: 6, id: 21 },
    ]
    const { entries, tasks } = plan([contact(6), rich], gone)
    expect(tasks.slice(1)).toEqual([
      expect.objectContaining({ kind: 'contact', entry: 1, needs: null }),
      { kind: 'company', entry: 1, needs: 1, id: 2, primary: true, sort: 10, roleId: 0 },
      { kind: 'company', entry: 1, needs: 1, id: 1, primary: false, sort: 20, roleId: 0 },
      { kind: 'link', entry: 1, needs: 1, entityTypeId: 2, id: 5, primary: true },
      {
        kind: 'requisite',
        entry: 1,
        needs: 1,
        mark: 'tidy-contacts-3',
        fields: { PRESET_ID: '1', NAME: 'Main' },
        alone: false,
      },
      { kind: 'bank-detail', entry: 1, needs: 5, mark: 'b-1', fields: { NAME: 'Bank' }, alone: false },
      {
        kind: 'address',
        entry: 1,
        needs: 5,
        typeId: 1,
        fields: { TYPE_ID: '1', CITY: 'Riga' },
        alone: false,
      },
      {
        kind: 'activity',
        entry: 1,
        needs: 1,
        originId: '20',
        fields: { TYPE_ID: '2', SUBJECT: 'Call back' },
        alone: false,
      },
      { kind: 'activity-binding', entry: 1, needs: 1, id: 22 },
      {
        kind: 'comment',
        entry: 1,
        needs: 1,
        mark: 'Bob Ray · 2026-01-10T10:00:00+03:00 · #9',
        text: 'Bob Ray · 2026-01-10T10:00:00+03:00 · #9\nNice',
        alone: false,
      },
    ])
    expect(entries[1]).toMatchObject({
      goneTargets: [{ entityTypeId: 31, id: 6 }],
      losses: [
        { kind: 'activity', what: 'Mail' },
        { kind: 'comment-author', what: '' },
      ],
    })
  })

  it('is asked for once before planning', async () => {
    const asked: unknown[] = []
    const reported: unknown[] = []
    const reading = await readForRestore(
      [rich, contact(8, { fields: OF_ERP })],
      {
        origins: (keys) => Promise.resolve(keys.map((key) => ({ key, ids: [] }))),
        owners: () => Promise.resolve([]),
        gone: (targets) => {
          asked.push(...targets)
          return Promise.resolve([])
        },
        there: (ids) => Promise.resolve(ids.filter((id) => id === 8)),
      },
      (progress) => reported.push(progress),
      () => false,
    )
    expect(reading).toMatchObject({ findings: { there: [8] } })
    expect(reported).toEqual([
      { phase: 'origins', done: 0, of: 3 + 2 },
      { phase: 'targets', done: 0, of: 8 },
    ])
    expect(reading?.findings.origins.map(({ key }) => key)).toEqual([OURS(7), OURS(8), ERP])
    expect(asked).toEqual([
      { entityTypeId: 4, id: 1 },
      { entityTypeId: 4, id: 2 },
      { entityTypeId: 2, id: 5 },
      { entityTypeId: 31, id: 6 },
      { entityTypeId: 6, id: 20 },
      { entityTypeId: 6, id: 21 },
      { entityTypeId: 6, id: 22 },
      { entityTypeId: 0, id: 4 },
    ])
  })
})
