import { describe, expect, it } from 'vitest'
import { createTestPortal, type TestPortal } from '../../../e2e/portal/testing.ts'
import { ODD } from '../../../e2e/portal/store/odd-contacts.ts'
import { partStore } from '../../../e2e/simulation/part-store.ts'
import { singleDeletionOn } from '../../../e2e/tools/single-deletion.ts'
import { wavesOver, type Waves } from '../../../e2e/tools/waves.ts'

/** One contact deleted with these adapters and core's own order of things, against the local portal. */

const RICH = ODD.everything

/** What the portal was asked since the last call. */
function asked({ portal }: TestPortal): string[] {
  return portal.log.splice(0).map(({ method, commands }) => commands?.[0]?.method ?? method)
}

describe('what a deletion costs', () => {
  it.each([60, 61, RICH])(
    'is five requests, three of them one after another until the verdict: %i',
    async (id) => {
      const test = createTestPortal({ contacts: 100 })
      let waves: Waves | undefined
      const deletion = await singleDeletionOn(
        test,
        partStore('browser'),
        (send) => (waves = wavesOver(send)).send,
      )
      await deletion.ask(id)
      asked(test)
      waves?.count()
      const pressed = await deletion.pressOnly(id)
      expect(pressed).toMatchObject({ verdict: { kind: 'deleted', reread: false } })
      expect(waves?.count()).toBe(3)
      // The check and the reading back of the copy go at once.
      expect(asked(test)).toEqual([
        'entity.item.add',
        'crm.contact.list',
        'entity.item.get',
        'crm.contact.delete',
      ])
      // The record is written when the verdict is shown already.
      await pressed.settled
      expect(asked(test)).toEqual(['entity.item.add'])
    },
  )

  it('writes nothing about the contact to the portal before the press', async () => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    await deletion.ask(60)
    const writes = test.portal.log.flatMap(({ commands, method }) =>
      (commands?.map((one) => one.method) ?? [method]).filter((one) =>
        /\.(?:add|update|set|delete)$/u.test(one),
      ),
    )
    // The storage itself, without anything in it.
    expect(new Set(writes)).toEqual(new Set(['entity.add', 'entity.item.property.add']))
    expect(test.portal.store.keptByApp()).toEqual([])
  })

  it('on a slow portal the check is made again, for it is old when the copy was read back', async () => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    await deletion.ask(60)
    const slow = { type: 'colleague', act: () => test.pass(6) } as const
    test.portal.faults.add({ method: 'entity.item.get', kind: slow })
    asked(test)
    expect(await deletion.press(60)).toMatchObject({ verdict: { kind: 'deleted' } })
    expect(asked(test).filter((method) => method === 'crm.contact.list')).toHaveLength(2)
  })

  it('asks for the place once per visit, and makes the storage while the question is open', async () => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    await deletion.ask(60)
    expect(asked(test)).toEqual(expect.arrayContaining(['scope', 'entity.add']))
    await deletion.press(60)
    await deletion.ask(61)
    await deletion.press(61)
    const all = asked(test)
    expect(all).not.toContain('scope')
    expect(all).not.toContain('entity.add')
  })
})

describe('a portal that lacks a method, or the scope for it', () => {
  /** What the copy lacks without the scope: the person has to agree beforehand. */
  const PARTS: Record<string, readonly string[]> = {
    'crm.timeline.comment.list': ['comments'],
    'crm.requisite.list': ['requisites'],
    'crm.requisite.bankdetail.list': ['requisites'],
    'crm.address.list': ['requisites'],
    'crm.activity.list': ['activities'],
    'crm.activity.binding.list': ['activities'],
    'crm.item.list': ['links'],
    'crm.type.list': ['links'],
  }
  /** Without these the portal stores nothing for the app, which is known before the press. */
  const STORAGE = ['entity.get', 'entity.add', 'entity.item.property.add', 'entity.item.get']
  /** Known only after the press. */
  const WRITING = 'entity.item.add'
  const OTHERS = [
    'scope',
    'crm.item.get',
    'crm.category.list',
    'crm.status.list',
    'crm.company.list',
    'crm.contact.fields',
    'crm.contact.get',
    'crm.contact.list',
    'crm.contact.company.items.get',
    'user.get',
    'user.option.get',
    'app.option.get',
    'app.info',
    'feature.get',
  ]
  const cases = [...Object.keys(PARTS), ...STORAGE, WRITING, ...OTHERS].flatMap((method) =>
    ['ERROR_METHOD_NOT_FOUND', 'insufficient_scope'].flatMap((error) =>
      [Infinity, 0].map((takes) => ({ method, error, takes })),
    ),
  )

  it.each(cases)('$method: $error, a browser that takes $takes parts', async ({ method, error, takes }) => {
    const test = createTestPortal({ contacts: 100 })
    test.portal.faults.add({ method, times: 1e6, kind: { type: 'refuse', error, description: '' } })
    const deletion = await singleDeletionOn(test, partStore('browser', takes))
    // A person can delete even if the question could not be read.
    await deletion.ask(RICH).catch(() => undefined)
    const missing = (error === 'insufficient_scope' ? PARTS[method] : undefined) ?? []
    let outcome = await deletion.press(RICH)
    if (missing.length > 0 || method === WRITING) {
      const kind = missing.length > 0 ? 'copy-incomplete' : 'copy-not-kept'
      expect(outcome).toMatchObject({ verdict: { kind: 'failed', failure: { kind } }, sent: null, missing })
      expect(test.portal.store.contact(RICH)).toBeDefined()
      expect([test.portal.store.keptByApp(), deletion.browser.parts.size, deletion.files]).toEqual([
        [],
        0,
        [],
      ])
      // The way on that the message offers.
      outcome = await deletion.press(RICH, { incompleteCopies: 'delete', withoutPortal: true })
    }
    expect(outcome.verdict).toMatchObject({ kind: 'deleted' })
    expect(test.portal.store.contact(RICH)).toBeUndefined()
    const inPortal = ![...STORAGE, WRITING].includes(method)
    expect(outcome.sent?.archive.places).toEqual([
      ...(inPortal ? ['portal-storage'] : []),
      ...(takes > 0 ? ['browser'] : []),
    ])
    expect(deletion.files).toHaveLength(!inPortal && takes === 0 ? 1 : 0)
    expect(test.portal.store.keptByApp().some(({ text }) => text.includes('"kind":"trailer"'))).toBe(inPortal)
  })

  it('all of that at once, with no more left than listing and deleting contacts takes', async () => {
    const test = createTestPortal({ contacts: 100 })
    const left = new Set([
      'batch',
      'crm.contact.list',
      'crm.contact.get',
      'crm.contact.delete',
      'crm.item.get',
    ])
    const gone = [...Object.keys(PARTS), ...STORAGE, WRITING, ...OTHERS, 'profile', 'user.current']
    for (const method of gone.filter((each) => !left.has(each))) {
      const kind = { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' } as const
      test.portal.faults.add({ method, times: 1e6, kind })
    }
    const deletion = await singleDeletionOn(test, partStore('browser', 0))
    await deletion.ask(RICH)
    expect(await deletion.press(RICH)).toMatchObject({ verdict: { kind: 'deleted' } })
    expect(test.portal.store.contact(RICH)).toBeUndefined()
    expect(deletion.files).toHaveLength(1)
  })

  it('companies are copied by another method where the list does not have them', async () => {
    const test = createTestPortal({ contacts: 100 })
    const { COMPANY_IDS } = test.portal.store.contact(RICH)!
    const kind = { type: 'refuse', error: 'ERROR_METHOD_NOT_FOUND', description: '' } as const
    test.portal.faults.add({ method: 'crm.item.list', times: 1e6, kind })
    const deletion = await singleDeletionOn(test, partStore('browser', 0))
    await deletion.press(RICH)
    const [copy] = test.portal.store.keptByApp()
    for (const id of COMPANY_IDS) expect(copy?.text).toContain(`{"id":${id},"primary":`)
  })
})

describe('an answer that is lost', () => {
  it('after the work: deleted, at once', async () => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    test.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-after' } })
    expect((await deletion.press(60)).verdict).toEqual({ kind: 'deleted', reread: true })
  })

  it('before the work: unknown until the portal can no longer be at work; the copy stays until then', async () => {
    const test = createTestPortal({ contacts: 100 })
    const deletion = await singleDeletionOn(test)
    test.portal.faults.add({ method: 'crm.contact.delete', kind: { type: 'drop-before' } })
    const outcome = await deletion.press(60)
    expect(outcome.verdict).toMatchObject({ kind: 'unknown' })
    test.pass(30)
    asked(test)
    expect((await deletion.settle(outcome)).verdict).toMatchObject({ kind: 'unknown' })
    // One look and nothing else: the record already says "unknown".
    expect(asked(test)).toEqual(['crm.item.get'])
    expect(test.portal.store.keptByApp().map(({ name }) => name)).toEqual([
      expect.stringContaining('bundle'),
      'record',
    ])
    test.pass(45)
    expect((await deletion.settle(outcome)).verdict).toMatchObject({
      kind: 'failed',
      failure: { kind: 'network' },
    })
    expect(test.portal.store.keptByApp().map(({ name }) => name)).toEqual(['record'])
    expect(deletion.browser.parts.size).toBe(0)
    expect(test.portal.store.contact(60)).toBeDefined()
  })
})
