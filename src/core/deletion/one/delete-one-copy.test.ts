import { describe, expect, it } from 'vitest'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import {
  CHANGED,
  contact,
  DELETED,
  failed,
  ID,
  MODIFIED,
  READ_AT,
  SAME,
  UNSAVED,
  WITHOUT_PORTAL,
  world,
  type Setting,
} from '../../../../e2e/simulation/one-world.ts'
import { partStore as store } from '../../../../e2e/simulation/part-store.ts'
import { readArchive } from '../../archive/file/read-file.ts'
import type { Failure } from '../../failure.ts'
import type { CheckAnswer } from '../ports.ts'

describe('a copy that can be stored nowhere', () => {
  const NOWHERE: [string, Setting][] = [
    ['neither keeps anything', { portal: null, browser: store('browser', 0) }],
    ['the browser keeps the beginning', { portal: null, browser: store('browser', 1) }],
    ['the browser keeps all but the end', { portal: null, browser: store('browser', 2) }],
    [
      'the portal refuses for good, and the browser as well',
      {
        portal: { ...store('portal-storage', 0), ready: () => Promise.resolve(false) },
        browser: store('browser', 0),
      },
    ],
  ]
  it.each(NOWHERE)('is offered as a whole file before the delete is sent: %s', async (_, setting) => {
    const { run, reported, files, browser } = world(setting)
    const { verdict, sent } = await run()
    expect(verdict).toEqual(DELETED)
    expect(reported).toEqual(['copy', 'check', 'file a', 'delete with 0+0'])
    expect(sent?.archive).toMatchObject({ places: [], inHand: files[0] })
    const reading = await readArchive(nodeCodec.encode(files[0]?.join('') ?? ''), 'm', nodeCodec)
    expect(reading).toMatchObject({ kind: 'read', problems: [], contacts: [{ id: ID }] })
    // A part that was stored would look like a copy.
    expect(browser.parts.size).toBe(0)
  })

  it('that is incomplete, too: no file is offered, and nothing is sent', async () => {
    const { run, files } = world({
      portal: null,
      browser: store('browser', 0),
      seen: [contact(UNSAVED)],
    })
    expect(await run()).toMatchObject({ verdict: failed('copy-incomplete'), sent: null })
    expect(files).toEqual([])
  })

  it('that the portal refused before: the browser’s copy is enough, or else a file', async () => {
    const first = world({ portal: store('portal-storage', 1) })
    expect((await first.run(WITHOUT_PORTAL)).sent?.archive).toMatchObject({
      places: ['browser'],
      inHand: null,
    })
    expect(first.portal?.parts.size).toBe(0)
    const second = world({ portal: store('portal-storage', 1), browser: store('browser', 1) })
    expect((await second.run(WITHOUT_PORTAL)).sent?.archive).toMatchObject({ places: [] })
    expect(second.reported).toEqual(['copy', 'check', 'file a', 'delete with 0+0'])
  })
})

describe('between the copy and the delete', () => {
  const relation = { contactId: ID, typeId: 0, id: 9, open: true, amount: null } as const
  it.each<[string, CheckAnswer]>([
    ['its row changed', CHANGED],
    ['a deal was linked', { ...SAME, changed: [{ ...relation, kind: 'deal' }] }],
    ['an item of a smart process', { ...SAME, changed: [{ ...relation, kind: 'item', typeId: 128 }] }],
    ['something was to be done', { ...SAME, changed: [{ ...relation, kind: 'activity' }] }],
    ['a requisite came', { ...SAME, changed: [{ ...relation, kind: 'requisite' }] }],
    ['a comment was written', { ...SAME, touchedAt: READ_AT + 1_000 }],
    ['something was done in the second of the copy', { ...SAME, touchedAt: READ_AT - 500 }],
  ])('%s: it is copied once more', async (_, check) => {
    const { run, reported } = world({ seen: [contact(), contact()], checks: [check] })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(['copy', 'check', 'copy', 'check', 'delete with 3+3'])
  })

  it('a change in the second of the copy does not show, so the contact is copied again', async () => {
    const now = { ...contact(), readAt: Date.parse(MODIFIED) + 500 }
    const { run, reported, ports } = world({ seen: [now, contact()] })
    const send = ports.batches.send.bind(ports.batches)
    ports.batches.send = (request) => send({ ...request, since: READ_AT })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(['copy', 'check', 'copy', 'check', 'delete with 3+3'])
  })

  it.each<[string, CheckAnswer | Failure]>([
    ['a deal that the copy has was moved', { ...SAME, changed: [{ ...relation, kind: 'deal', id: 3 }] }],
    [
      'something was done, which no copy has',
      { ...SAME, changed: [{ ...relation, kind: 'activity', open: false }] },
    ],
    ['somebody wrote a comment before', { ...SAME, touchedAt: READ_AT - 1_000 }],
    ['it is of another category, or gone', { kind: 'absent' }],
    ['this portal shows nobody the list', { kind: 'method-gone', code: '', portalText: '' }],
  ])('%s: it goes', async (_, check) => {
    const links = [{ entityTypeId: 2, id: 3, title: '', primary: true }]
    const { run, reported } = world({ seen: [{ ...contact(), links }], checks: [check] })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported).toEqual(['copy', 'check', 'delete with 3+3'])
  })

  it('a change that may be in the copy already does not prevent the deletion for ever', async () => {
    const echo: CheckAnswer = { ...SAME, touchedAt: READ_AT }
    const { run, reported } = world({
      seen: [contact(), contact(), contact()],
      checks: [echo, echo, echo],
    })
    expect(await run()).toMatchObject({ verdict: DELETED })
    expect(reported.filter((one) => one === 'copy')).toHaveLength(3)
  })
})
