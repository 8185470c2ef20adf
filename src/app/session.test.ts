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

  it("is the portal's, with its own plurals and direction", async () => {
    expect(await begin(connected('ua'), 'en').session).toMatchObject({ i18n: { locale: 'uk' } })
    expect(await begin(connected('ar'), 'en').session).toMatchObject({
      language: { tag: 'ar', direction: 'rtl' },
      i18n: { locale: 'ar' },
    })
  })
})

it('a failed start comes with texts', async () => {
  const connection = Promise.resolve({ ok: false as const, problem: { kind: 'no-answer' as const } })
  const session = await begin(connection, 'ru').session
  expect(session).toMatchObject({ kind: 'problem', problem: { kind: 'no-answer' }, i18n: { locale: 'ru' } })
})
