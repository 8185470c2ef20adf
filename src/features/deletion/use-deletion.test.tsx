// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { OneWish, SentDelete } from '#core/deletion/delete-one.ts'
import type { Verdict } from '#core/deletion/verdict.ts'
import type { Subject } from './delete-flow.ts'
import { useDeletion, type Look, type OneDeleter, type Told } from './use-deletion.ts'

const ANNA: Subject = { id: 7, name: 'Anna Petrova' }
const BORIS: Subject = { id: 8, name: 'Boris Orlov' }
const WISH: OneWish = { incompleteCopies: 'keep', withoutPortal: false }
const DELETED: Verdict = { kind: 'deleted', reread: false }
const LOST: Verdict = { kind: 'unknown', failure: { kind: 'network', code: '', portalText: '' } }

function told(verdict: Verdict, contactId = ANNA.id): Told {
  const archive = { archiveId: `a${contactId}`, places: [], seal: '', missing: [], inHand: null }
  const sent: SentDelete = { contactId, archive, startedAt: 0, sentAt: 0 }
  return { verdict, sent, missing: [], file: null, until: null }
}

/** A portal that answers deletes as told, in their order, and doubts when the test says so. */
function setUp(...answers: Told[]) {
  const watches: { contactId: number; heard: (look: Look) => void; looks: number; ended: boolean }[] = []
  const deleter: OneDeleter = {
    delete: () => Promise.resolve(answers.shift() ?? told(DELETED)),
    watch({ contactId }, heard) {
      const watch = { contactId, heard, looks: 0, ended: false }
      watches.push(watch)
      return {
        lookNow() {
          watch.looks++
        },
        end() {
          watch.ended = true
        },
      }
    },
  }
  const onVerdict = vi.fn<(subject: Subject, news: Told, late: boolean) => void>()
  const { result, unmount } = renderHook(() => useDeletion(deleter, onVerdict))
  const remove = (subject: Subject) =>
    act(async () => {
      result.current.actions.ask(subject)
      result.current.actions.confirm(WISH)
      await Promise.resolve()
    })
  const verdicts = () =>
    onVerdict.mock.calls.map(([subject, { verdict }, late]) => [
      subject.id,
      verdict.kind,
      ...(late ? ['late'] : []),
    ])
  return { result, unmount, remove, watches, verdicts }
}

afterEach(cleanup)

describe('a contact of which nobody knows whether it was deleted', () => {
  it('is watched beside, while another one is deleted, and told of when it is known', async () => {
    const { result, remove, watches, verdicts } = setUp(told(LOST), told(DELETED, BORIS.id))
    await remove(ANNA)
    expect(result.current.flow.stage).toBe('idle')
    expect(result.current.doubts).toMatchObject([{ subject: ANNA, look: 'waiting' }])
    await remove(BORIS)
    expect(result.current.flow).toMatchObject({ stage: 'told', subject: BORIS })
    expect(result.current.doubts).toMatchObject([{ subject: ANNA }])
    act(() => watches[0]?.heard({ kind: 'looking' }))
    expect(result.current.doubts).toMatchObject([{ look: 'looking' }])
    act(() => watches[0]?.heard({ kind: 'over', told: told({ kind: 'deleted', reread: true }) }))
    expect(result.current.doubts).toMatchObject([{ look: 'over', told: { verdict: { kind: 'deleted' } } }])
    expect(verdicts()).toEqual([
      [ANNA.id, 'unknown'],
      [BORIS.id, 'deleted'],
      [ANNA.id, 'deleted', 'late'],
    ])
    act(() => result.current.actions.dismissDoubt(result.current.doubts[0]?.id ?? 0))
    expect(result.current.doubts).toEqual([])
  })

  it('is looked at when the person says so', async () => {
    const { result, remove, watches } = setUp(told(LOST))
    await remove(ANNA)
    act(() => result.current.actions.checkDoubt(result.current.doubts[0]?.id ?? 0))
    expect(watches[0]?.looks).toBe(1)
  })

  it('and is tried again and found gone: nobody else is said to have done it', async () => {
    const { result, remove, watches, verdicts } = setUp(told(LOST), told({ kind: 'already-gone' }))
    await remove(ANNA)
    await remove(ANNA)
    expect(result.current.flow.stage).toBe('idle')
    expect(watches[0]?.looks).toBe(1)
    act(() => watches[0]?.heard({ kind: 'over', told: told({ kind: 'deleted', reread: true }) }))
    expect(verdicts()).toEqual([
      [ANNA.id, 'unknown'],
      [ANNA.id, 'deleted', 'late'],
    ])
  })

  it('and is tried again and deleted: it is told of once', async () => {
    const { result, remove, watches, verdicts } = setUp(told(LOST), told(DELETED))
    await remove(ANNA)
    await remove(ANNA)
    expect([result.current.doubts, watches[0]?.ended]).toEqual([[], true])
    expect(verdicts()).toEqual([
      [ANNA.id, 'unknown'],
      [ANNA.id, 'deleted'],
    ])
  })

  it('is watched no longer than the screen is there', async () => {
    const { unmount, remove, watches } = setUp(told(LOST))
    await remove(ANNA)
    unmount()
    expect(watches.map(({ ended }) => ended)).toEqual([true])
  })
})
