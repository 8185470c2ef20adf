import { describe, expect, it } from 'vitest'
import { leavesDoubt, mayPass, PortalFailure, type FailureKind } from './failure.ts'

const failure = (kind: FailureKind, code = '') => ({ kind, code, portalText: 'secret words of Anna' })

describe('leavesDoubt', () => {
  it.each([
    ['network', '', true],
    ['timeout', '', true],
    ['bad-answer', '', true],
    ['portal-error', 'HTTP_502', true],
    ['portal-error', 'INTERNAL_SERVER_ERROR', true],
    ['portal-error', 'ERROR_CORE', false],
    ['access-denied', '', false],
    ['auth', 'expired_token', false],
    ['operating-limit', '', false],
  ] as const)('%s %s: %s', (kind, code, doubt) => {
    expect(leavesDoubt(failure(kind, code))).toBe(doubt)
  })
})

it('a reading is tried again for what passes by itself, never for a refusal', () => {
  expect(mayPass(failure('rate-limit'))).toBe(true)
  expect(mayPass(failure('network'))).toBe(true)
  expect(mayPass(failure('access-denied'))).toBe(false)
})

it('an error text holds the kind and the code and nothing of the portal’s words', () => {
  expect(new PortalFailure(failure('portal-error', 'ERROR_CORE')).message).toBe(
    'portal: portal-error (ERROR_CORE)',
  )
})
