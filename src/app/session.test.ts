import { describe, expect, it } from 'vitest'
import type { Ports } from '#core/ports.ts'
import { begin, type StartResult } from './session.ts'

function connected(language: string): Promise<StartResult> {
  return Promise.resolve({ ok: true, ports: { host: { language } } as Ports })
}

describe('the language', () => {
  it("is the browser's until the portal's language is known", async () => {
    const start = begin(connected('en'), 'ru-RU')
    expect((await start.first)?.i18n.locale).toBe('ru')
    expect(await start.session).toMatchObject({ kind: 'ready', language: { tag: 'en' } })
  })

  it("of a portal without a catalogue is English, laid out and counted in the portal's way", async () => {
    const session = await begin(connected('ar'), 'en').session
    expect(session).toMatchObject({ kind: 'ready', language: { tag: 'ar', direction: 'rtl' } })
    if (session.kind !== 'ready') throw new Error('unreachable')
    expect(session.i18n.locale).toBe('en')
  })
})

it('a failed start comes with texts', async () => {
  const connection = Promise.resolve({ ok: false as const, problem: { kind: 'no-answer' as const } })
  const session = await begin(connection, 'ru').session
  expect(session).toMatchObject({ kind: 'problem', problem: { kind: 'no-answer' }, i18n: { locale: 'ru' } })
})
