import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { OWN_FAILURES, PORTAL_FAILURES, failureOfKind } from './failure.ts'
import { failureSchema } from './stored-failure.ts'

const read = (kind: string, code: string) => v.parse(failureSchema, { kind, code, portalText: '' })

describe('a failure out of a store', () => {
  it.each([...PORTAL_FAILURES, ...OWN_FAILURES])('%s is read as it was written', (kind) => {
    expect(v.parse(failureSchema, failureOfKind(kind))).toEqual(failureOfKind(kind))
  })

  it.each([
    ['network', 'APP_CHUNK', 'app-outdated'],
    ['network', 'OFFLINE', 'offline'],
    ['rate-limit', 'NOT_SENT', 'not-sent'],
    ['portal-error', 'COPY_NOT_KEPT', 'copy-not-kept'],
    ['access-denied', 'NO_DOWNLOAD', 'copy-unreadable'],
    ['bad-answer', 'ARCHIVE_PART', 'copy-unreadable'],
    ['portal-error', 'STILL_THERE', 'still-there'],
    ['portal-error', 'UNKNOWN_FILTER_KEY', 'filter-unknown'],
    ['portal-error', 'E_MAIL_NOT_SENT', 'not-made'],
    ['bad-answer', 'NO_TOTAL', 'bad-answer'],
  ] as const)('%s %s of an earlier version is %s', (kind, code, own) => {
    expect(read(kind, code)).toEqual(failureOfKind(own))
  })

  it("keeps the portal's own code, text and time", () => {
    const reported = { kind: 'operating-limit', code: 'OPERATION_TIME_LIMIT', portalText: 'busy', retryAt: 5 }
    expect(v.parse(failureSchema, reported)).toEqual(reported)
  })

  it('refuses what is none', () => {
    expect(v.is(failureSchema, { kind: 'whatever', code: '', portalText: '' })).toBe(false)
  })
})
