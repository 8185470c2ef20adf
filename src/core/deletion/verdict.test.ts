import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Failure, FailureKind } from '../failure.ts'
import { isGone } from './is-gone.ts'
import { decideVerdict, type DeleteAnswer, type Presence } from './verdict.ts'

const KINDS = [
  'access-denied',
  'not-found',
  'invalid-id',
  'auth',
  'scope',
  'plan',
  'app-removed',
  'rate-limit',
  'operating-limit',
  'method-gone',
  'network',
  'timeout',
  'bad-answer',
  'portal-error',
] as const satisfies readonly FailureKind[]

const failures: fc.Arbitrary<Failure> = fc.record({
  kind: fc.constantFrom(...KINDS),
  code: fc.constantFrom('', 'ERROR_CORE', 'HTTP_502', 'INTERNAL_SERVER_ERROR'),
  portalText: fc.string(),
})
const answers: fc.Arbitrary<DeleteAnswer> = fc.oneof(
  fc.constant<DeleteAnswer>({ kind: 'true' }),
  fc.record({ kind: fc.constantFrom('refused', 'lost', 'not-done'), failure: failures }),
)
const presences: fc.Arbitrary<Presence> = fc.oneof(
  fc.constantFrom<Presence>({ kind: 'there' }, { kind: 'gone' }, { kind: 'hidden' }),
  fc.record({ kind: fc.constant('unread' as const), failure: failures }),
)

const refused = (kind: FailureKind, code = ''): DeleteAnswer => ({
  kind: 'refused',
  failure: { kind, code, portalText: '' },
})

describe('decideVerdict', () => {
  it('never calls a contact gone that was seen after the command', () => {
    fc.assert(fc.property(answers, (answer) => !isGone(decideVerdict(answer, { kind: 'there' }))))
  })

  it('says deleted only for the answer true, or for a lost answer with the contact gone', () => {
    fc.assert(
      fc.property(answers, presences, (answer, presence) => {
        if (decideVerdict(answer, presence).kind !== 'deleted') return true
        return answer.kind === 'true' || (answer.kind === 'lost' && presence.kind === 'gone')
      }),
    )
  })

  it('never claims "not deleted" when the answer was lost and the contact could not be read', () => {
    fc.assert(
      fc.property(failures, failures, (failure, unread) => {
        const verdict = decideVerdict({ kind: 'lost', failure }, { kind: 'unread', failure: unread })
        return verdict.kind === 'unknown'
      }),
    )
  })

  it.each([
    ['Access denied. for a contact that is there', refused('access-denied'), 'there', 'access-denied'],
    ['Access denied. for one that is gone (restricted user)', refused('access-denied'), 'gone', 'gone'],
    ['not found, and gone', refused('not-found'), 'gone', 'gone'],
    ['a stale "not found" for one that is there', refused('not-found'), 'there', 'access-denied'],
    ['a veto in the portal’s own words', refused('portal-error', 'ERROR_CORE'), 'there', 'failed'],
    [
      'a not-found text with a code of its own, and gone',
      refused('portal-error', 'ERROR_CORE'),
      'gone',
      'gone',
    ],
    ['the operating limit', refused('operating-limit'), 'there', 'failed'],
    ['refused, and now hidden from this user', refused('portal-error'), 'hidden', 'access-denied'],
  ] as const)('%s', (_, answer, presence, kind) => {
    expect(decideVerdict(answer, { kind: presence }).kind).toBe(kind)
  })

  it('does not believe a portal that says deleted and still shows the contact', () => {
    expect(decideVerdict({ kind: 'true' }, { kind: 'there' })).toMatchObject({
      kind: 'failed',
      failure: { kind: 'still-there' },
    })
  })

  it('marks a deletion that was found only by looking', () => {
    const lost: DeleteAnswer = { kind: 'lost', failure: { kind: 'network', code: '', portalText: '' } }
    expect(decideVerdict(lost, { kind: 'gone' })).toEqual({ kind: 'deleted', reread: true })
  })
})
