import { describe, expect, it } from 'vitest'
import {
  failureOf,
  failureOfKind,
  fetched,
  mayBeDone,
  mayPass,
  PortalFailure,
  type FailureKind,
} from './failure.ts'

const failure = (kind: FailureKind, code = '') => ({ kind, code, portalText: 'secret words of Anna' })

describe('mayBeDone', () => {
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
    ['app-fault', '', true],
    ['offline', '', true],
    ['app-outdated', '', false],
    ['copy-not-kept', '', false],
  ] as const)('%s %s: %s', (kind, code, doubt) => {
    expect(mayBeDone(failure(kind, code))).toBe(doubt)
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

it('whatever else was thrown is a fault of the app, of which nothing is certain', () => {
  expect(failureOf(new PortalFailure(failure('scope')))).toEqual(failure('scope'))
  expect(failureOf(new TypeError('x is not a function'))).toEqual(failureOfKind('app-fault'))
  expect(mayBeDone(failureOf(undefined))).toBe(true)
})

it('a file of the app that cannot be fetched is no matter of the portal', async () => {
  await expect(fetched(() => Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({
    failure: { kind: 'app-outdated', code: '' },
  })
  await expect(fetched(() => Promise.resolve(5))).resolves.toBe(5)
})
