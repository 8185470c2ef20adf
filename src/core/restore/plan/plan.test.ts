import { archivedContact } from '../../../../e2e/simulation/archived-contact.ts'
import { describe, expect, it } from 'vitest'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import { planRestore, type RestoreChoices, type RestoreFindings } from './plan.ts'
import { restoreQuestions } from './summary/questions.ts'

const NOTHING: RestoreFindings = { origins: [], owners: [], gone: [], there: [] }
const CHOICES: RestoreChoices = { conflicts: new Map(), completeReturned: false }

function contact(id: number, change: Partial<ArchivedContact> = {}): ArchivedContact {
  return archivedContact(id, {
    fields: { ID: String(id), NAME: 'Ann', LAST_NAME: 'Lee', ASSIGNED_BY_ID: '4' },
    ...change,
  })
}

function plan(
  contacts: readonly ArchivedContact[],
  findings: Partial<RestoreFindings> = {},
  choices: Partial<RestoreChoices> = {},
) {
  return planRestore(
    { id: 'p', plannedAt: 1 },
    contacts,
    { ...NOTHING, ...findings },
    { ...CHOICES, ...choices },
  )
}

const OURS = (id: number) => ({ originatorId: 'tidy-contacts', originId: String(id), foreign: false })
const ERP = { originatorId: 'erp', originId: 'A1', foreign: true }
const OF_ERP = { NAME: 'Ann', ORIGINATOR_ID: 'erp', ORIGIN_ID: 'A1' }

describe('the decision about a contact', () => {
  it('is to create it, under our code and its old ID', () => {
    const { entries, tasks } = plan([contact(7)])
    expect(entries).toMatchObject([{ oldId: 7, name: 'Ann Lee', decision: { kind: 'create' } }])
    expect(tasks).toMatchObject([
      {
        kind: 'contact',
        key: OURS(7),
        fields: { ORIGINATOR_ID: 'tidy-contacts', ORIGIN_ID: '7' },
        complete: false,
      },
    ])
  })

  it('is to do nothing when it was copied and never deleted, whichever contact has its key', () => {
    const findings = { there: [7], origins: [{ key: OURS(7), ids: [80] }] }
    const { entries, tasks } = plan([contact(7), contact(8)], findings, { completeReturned: true })
    expect(entries.map(({ decision }) => decision.kind)).toEqual(['still-there', 'create'])
    expect(tasks.map(({ entry }) => entry)).toEqual([1])
  })

  it('is to do nothing when it is back, unless what is missing is to be restored', () => {
    const findings = { origins: [{ key: OURS(7), ids: [81, 80] }] }
    const skipped = plan([contact(7)], findings)
    expect(skipped.entries[0]?.decision).toEqual({ kind: 'already-back', id: 80, complete: false })
    expect(skipped.tasks).toEqual([])
    const completed = plan([contact(7)], findings, { completeReturned: true })
    expect(completed.tasks).toMatchObject([{ kind: 'contact', complete: true }])
  })

  it('is left to the person when others have its e-mail or phone now', () => {
    const own = contact(7, {
      communications: [
        { kind: 'EMAIL', valueType: 'WORK', value: ' Ann@x.example ' },
        { kind: 'EMAIL', valueType: 'HOME', value: 'ann@x.example' },
        { kind: 'WEB', valueType: 'WORK', value: 'x.example' },
      ],
    })
    const wanted = { kind: 'email', value: 'ann@x.example' } as const
    expect(restoreQuestions([own]).wanted).toEqual([wanted])
    const findings = { owners: [{ wanted, contacts: [{ id: 90, name: 'Another' }], atLeast: false }] }
    const undecided = plan([own], findings)
    expect(undecided.entries[0]?.decision).toEqual({
      kind: 'conflict',
      conflicts: [{ by: 'email', value: 'ann@x.example', contacts: [{ id: 90, name: 'Another' }] }],
      answer: null,
    })
    expect(undecided.tasks).toEqual([])
    expect(plan([own], findings, { conflicts: new Map([[7, 'skip']]) }).tasks).toEqual([])
    expect(plan([own], findings, { conflicts: new Map([[7, 'create']]) }).tasks).toHaveLength(1)
  })

  it('keeps its external key, and asks when another contact has that key now', () => {
    const own = contact(7, { fields: OF_ERP })
    expect(plan([own]).tasks).toMatchObject([{ key: ERP, fields: OF_ERP, knownBefore: [] }])
    const findings = { origins: [{ key: ERP, ids: [60] }] }
    expect(plan([own], findings).entries[0]?.decision).toMatchObject({
      kind: 'conflict',
      conflicts: [{ by: 'origin-key', contacts: [{ id: 60 }] }],
    })
    const created = plan([own], findings, { conflicts: new Map([[7, 'create']]) })
    expect(created.tasks).toMatchObject([{ key: ERP, knownBefore: [60] }])
  })

  it('gives a shared external key to the first contact, and names the loss of the other', () => {
    const { entries, tasks } = plan([contact(7, { fields: OF_ERP }), contact(8, { fields: OF_ERP })])
    expect(tasks).toMatchObject([{ key: ERP }, { key: OURS(8) }])
    expect(entries.map(({ losses }) => losses)).toEqual([[], [{ kind: 'origin-key', what: 'erp A1' }]])
    // Restored by itself later, it is found under our key and not made again.
    const alone = plan([contact(8, { fields: OF_ERP })], { origins: [{ key: OURS(8), ids: [70] }] })
    expect(alone.entries[0]?.decision).toMatchObject({ kind: 'already-back', id: 70 })
  })

  it('gives external keys that the portal does not tell apart to the first contact only', () => {
    const other = contact(8, { fields: { ...OF_ERP, ORIGINATOR_ID: 'ERP', ORIGIN_ID: 'a1 ' } })
    expect(plan([contact(7, { fields: OF_ERP }), other]).tasks).toMatchObject([
      { key: ERP },
      { key: OURS(8) },
    ])
  })

  it('is made once for a contact that was restored and deleted again', () => {
    const again = contact(91, {
      readAt: 5,
      fields: { NAME: 'Newer', ORIGINATOR_ID: 'tidy-contacts', ORIGIN_ID: '7' },
    })
    const { entries, tasks } = plan([contact(7), again])
    expect(entries.map(({ decision }) => decision.kind)).toEqual(['same-contact', 'create'])
    expect(tasks).toMatchObject([{ key: OURS(7), fields: { NAME: 'Newer' } }])
  })
})
