// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { archivedContact } from '../../../e2e/simulation/archived-contact.ts'
import type { OneDeleter } from '#core/deletion/one/copying-deleter.ts'
import type { Outcome, UnknownState } from '#core/deletion/one/delete-with-copy.ts'
import type { AskAgain, OneWish, SentDelete } from '#core/deletion/one/ports.ts'
import type { Verdict } from '#core/deletion/verdict.ts'
import type { Subject } from './delete-flow.ts'
import { useDeletion } from './use-deletion.ts'

const ANNA: Subject = { id: 7, name: 'Anna Petrova' }
const BORIS: Subject = { id: 8, name: 'Boris Orlov' }
const WISH: OneWish = {
  incompleteCopies: 'keep',
  withoutPortal: false,
  shown: { dossier: null, named: null, despiteProtection: false },
}
const DELETED: Verdict = { kind: 'deleted', reread: false }
const LOST: Verdict = { kind: 'unknown', failure: { kind: 'network', code: '', portalText: '' } }

function outcome(verdict: Verdict, contactId = ANNA.id): Outcome {
  const archive = { archiveId: `a${contactId}`, places: [], seal: '', missing: [], inHand: null }
  const sent: SentDelete = {
    contactId,
    contact: archivedContact(contactId),
    archive,
    startedAt: 0,
    sentAt: 0,
  }
  return { verdict, sent, missing: [], file: null, until: null }
}

/** A portal that answers deletes in the given order, and reports the fate of an unknown one when the test says so. */
function setUp(...answers: (Outcome | AskAgain)[]) {
  const watches: {
    contactId: number
    onChange: (state: UnknownState) => void
    checks: number
    ended: boolean
  }[] = []
  const deleter: Pick<OneDeleter, 'delete' | 'watch'> = {
    delete: () => Promise.resolve(answers.shift() ?? outcome(DELETED)),
    watch({ contactId }, onChange) {
      const watch = { contactId, onChange, checks: 0, ended: false }
      watches.push(watch)
      return {
        checkNow() {
          watch.checks++
        },
        end() {
          watch.ended = true
        },
      }
    },
  }
  const onOutcome = vi.fn<(subject: Subject, news: Outcome, late: boolean) => void>()
  const { result, unmount } = renderHook(() => useDeletion(deleter, onOutcome))
  const remove = (subject: Subject) =>
    act(async () => {
      result.current.actions.ask(subject)
      result.current.actions.confirm(WISH)
      await Promise.resolve()
    })
  const verdicts = () =>
    onOutcome.mock.calls.map(([subject, { verdict }, late]) => [
      subject.id,
      verdict.kind,
      ...(late ? ['late'] : []),
    ])
  return { result, unmount, remove, watches, verdicts }
}

afterEach(cleanup)

describe('a contact whose deletion is unknown', () => {
  it('is watched while another one is deleted, and reported once it is known', async () => {
    const { result, remove, watches, verdicts } = setUp(outcome(LOST), outcome(DELETED, BORIS.id))
    await remove(ANNA)
    expect(result.current.flow.stage).toBe('idle')
    expect(result.current.unknowns).toMatchObject([{ subject: ANNA, state: 'waiting' }])
    await remove(BORIS)
    expect(result.current.flow).toMatchObject({ stage: 'finished', subject: BORIS })
    expect(result.current.unknowns).toMatchObject([{ subject: ANNA }])
    act(() => watches[0]?.onChange({ kind: 'checking' }))
    expect(result.current.unknowns).toMatchObject([{ state: 'checking' }])
    act(() => watches[0]?.onChange({ kind: 'settled', outcome: outcome({ kind: 'deleted', reread: true }) }))
    expect(result.current.unknowns).toMatchObject([
      { state: 'settled', outcome: { verdict: { kind: 'deleted' } } },
    ])
    expect(verdicts()).toEqual([
      [ANNA.id, 'unknown'],
      [BORIS.id, 'deleted'],
      [ANNA.id, 'deleted', 'late'],
    ])
    act(() => result.current.actions.dismissUnknown(result.current.unknowns[0]?.id ?? 0))
    expect(result.current.unknowns).toEqual([])
  })

  it('is checked when the person says so', async () => {
    const { result, remove, watches } = setUp(outcome(LOST))
    await remove(ANNA)
    act(() => result.current.actions.checkUnknown(result.current.unknowns[0]?.id ?? 0))
    expect(watches[0]?.checks).toBe(1)
  })

  it('and is tried again and found gone: no one else is said to have done it', async () => {
    const { result, remove, watches, verdicts } = setUp(outcome(LOST), outcome({ kind: 'already-gone' }))
    await remove(ANNA)
    await remove(ANNA)
    expect(result.current.flow.stage).toBe('idle')
    expect(watches[0]?.checks).toBe(1)
    act(() => watches[0]?.onChange({ kind: 'settled', outcome: outcome({ kind: 'deleted', reread: true }) }))
    expect(verdicts()).toEqual([
      [ANNA.id, 'unknown'],
      [ANNA.id, 'deleted', 'late'],
    ])
  })

  it('and is tried again and deleted: it is reported once', async () => {
    const { result, remove, watches, verdicts } = setUp(outcome(LOST), outcome(DELETED))
    await remove(ANNA)
    await remove(ANNA)
    expect([result.current.unknowns, watches[0]?.ended]).toEqual([[], true])
    expect(verdicts()).toEqual([
      [ANNA.id, 'unknown'],
      [ANNA.id, 'deleted'],
    ])
  })

  it('is watched only as long as the screen is there', async () => {
    const { unmount, remove, watches } = setUp(outcome(LOST))
    await remove(ANNA)
    unmount()
    expect(watches.map(({ ended }) => ended)).toEqual([true])
  })
})

describe('a contact that changed since the question', () => {
  const additions = { changedAt: null, links: [{ kind: 2, id: 5, title: 'Roof' }] }
  const again: AskAgain = { additions, protectedSince: false, settled: Promise.resolve() }

  it('is asked about again, and nothing is reported until the person answers', async () => {
    const { result, remove, verdicts } = setUp(again, outcome(DELETED))
    await remove(ANNA)
    expect(result.current.flow).toMatchObject({ stage: 'asking', subject: ANNA, additions, missing: [] })
    expect(verdicts()).toEqual([])
    await act(async () => {
      result.current.actions.confirm(WISH)
      await Promise.resolve()
    })
    expect(verdicts()).toEqual([[ANNA.id, 'deleted']])
  })
})

it('a contact of which not everything can be copied is asked about again, and nothing is reported', async () => {
  const failure = { kind: 'copy-incomplete', code: '', portalText: '' } as const
  const incomplete: Outcome = {
    ...outcome({ kind: 'failed', failure }),
    sent: null,
    missing: ['comments'],
  }
  const { result, remove, verdicts } = setUp(incomplete)
  await remove(ANNA)
  expect(result.current.flow).toMatchObject({ stage: 'asking', subject: ANNA, missing: ['comments'] })
  expect(verdicts()).toEqual([])
})
