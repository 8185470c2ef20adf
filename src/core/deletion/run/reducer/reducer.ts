import { failureOfKind } from '../../../failure.ts'
import { isStaleInPhase } from '../../../job/job-draft.ts'
import { isActive } from '../../../job/state.ts'
import { applyAnswered } from './reduce-answered.ts'
import { applyCopied, applyCopyFailed, copiesAreMade, forgetCopies } from './reduce-copied.ts'
import { RunDraft } from './run-draft.ts'
import type { RunEvent, SentEvent } from '../events.ts'
import { applyLooked, giveUpLooks } from './reduce-looked.ts'
import { applyFailed, beginAgain } from './reduce-failed.ts'
import type { RunState } from '../state.ts'

/**
 * The state of a run after an event. Pure: the same events in the same order always make the same state, and the state
 * before does not change. An answer counts only while its request is in flight; repeated and late answers change
 * nothing.
 */
export function afterEvent(state: RunState, event: RunEvent): RunState {
  if (isStale(state, event)) return state
  const draft = new RunDraft(state)
  apply(draft, event)
  settlePhase(draft)
  return draft.close()
}

function isStale(state: RunState, event: RunEvent): boolean {
  switch (event.type) {
    case 'answered':
      return !state.flights.some(({ kind, batch }) => kind === 'batch' && batch === event.batch)
    case 'looked':
      return !state.flights.some(({ kind, batch }) => kind === 'look' && batch === event.batch)
    case 'failed':
      return !state.flights.some(({ batch }) => batch === event.batch)
    case 'sent':
    case 'look-sent':
      return event.batch < state.nextBatch
    case 'restored':
      return false
    case 'agreed':
      return true
    case 'copies-gone':
      return state.copies?.archive !== event.archive
    case 'copied':
      return state.copies?.seals.length !== event.from
    case 'copy-failed':
      return state.copies?.troubles !== event.troubles
    case 'waits':
    case 'pause-asked':
    case 'resume-asked':
    case 'stop-asked':
    case 'recheck-asked':
      return isStaleInPhase(state, event.type)
  }
}

function apply(draft: RunDraft, event: RunEvent): void {
  switch (event.type) {
    case 'resume-asked': {
      resume(draft)
      return
    }
    case 'pause-asked': {
      draft.pause()
      return
    }
    case 'stop-asked': {
      draft.stop()
      return
    }
    case 'recheck-asked': {
      recheck(draft, event.at)
      return
    }
    case 'sent': {
      applySent(draft, event)
      return
    }
    case 'answered': {
      applyAnswered(draft, event)
      return
    }
    case 'look-sent': {
      const asked = new Set(event.contacts)
      const pending = draft.looks.filter(({ contact }) => asked.has(contact))
      draft.looks = draft.looks.filter(({ contact }) => !asked.has(contact))
      draft.flights.push({
        kind: 'look',
        batch: event.batch,
        sentAt: event.at,
        contacts: event.contacts,
        pending,
      })
      draft.departed(event.batch)
      return
    }
    case 'looked': {
      applyLooked(draft, event)
      return
    }
    case 'copied': {
      applyCopied(draft, event)
      return
    }
    case 'copies-gone': {
      forgetCopies(draft, event)
      return
    }
    case 'copy-failed': {
      applyCopyFailed(draft, event.failure)
      return
    }
    case 'failed': {
      applyFailed(draft, event)
      return
    }
    case 'waits': {
      draft.waitForPortal(event)
      return
    }
    // A deletion asks for nothing.
    case 'agreed':
      return
    case 'restored': {
      beginAgain(draft, event.at)
      return
    }
  }
}

function resume(draft: RunDraft): void {
  if (draft.copies !== null) {
    const { first } = draft.copies
    draft.copies = { ...draft.copies, troubles: 0, first: first === 'ready' ? null : first }
  }
  // A person who resumes after this many refusals knows about them.
  if (draft.denials >= draft.denialLimit) draft.denialLimit *= 10
  draft.resume()
}

function recheck(draft: RunDraft, at: number): void {
  for (const contact of draft.contactsWith('unknown')) {
    const { sends, maybeDone, reason } = draft.entry(contact)
    // A contact that was only ever refused must not be called deleted by us, whatever is found now.
    const status = sends === 0 ? 'vanished' : maybeDone ? 'lost' : 'refused'
    draft.lookAt(contact, status, reason, { notBefore: at, workingUntil: at })
  }
  draft.lookOnceMore(draft.looks.length > 0)
}

function applySent(draft: RunDraft, { at, batch, deletes, checks }: SentEvent): void {
  const taken = new Set([...deletes, ...checks])
  draft.checked = draft.checked.filter(({ contact }) => !taken.has(contact))
  draft.again = draft.again.filter((contact) => !taken.has(contact))
  for (const contact of deletes) {
    draft.move(contact, { status: 'sent', sends: draft.entry(contact).sends + 1 })
  }
  for (const contact of checks) {
    draft.move(contact, { status: 'waiting' })
    draft.cursor = Math.max(draft.cursor, contact + 1)
  }
  draft.turn++
  draft.flights.push({ kind: 'batch', batch, turn: draft.turn, sentAt: at, deletes, checks })
  draft.departed(batch)
}

function settlePhase(draft: RunDraft): void {
  giveUpLooks(draft)
  if (isActive(draft.phase) && draft.denials >= draft.denialLimit) {
    draft.stopFor(failureOfKind('access-denied'))
  }
  const inFlight = draft.flights.length > 0
  const unsettled = draft.looks.length > 0
  const unbegun = draft.counts.waiting + draft.counts.checked > 0
  if (isActive(draft.phase) && !inFlight && !unsettled && unbegun && copiesAreMade(draft))
    draft.phase = 'paused'
  draft.endPhase({ inFlight, unsettled, unbegun })
}
