import { SEEN_LASTS_MS } from '../../../src/core/deletion/run/copy-driver.ts'
import { replay } from '../../../src/core/deletion/run/journal.ts'
import { RUN_LEDGER } from '../../../src/core/deletion/run/reducer/ledger.ts'
import { settledCount, verdictOf, waitingCount, type RunState } from '../../../src/core/deletion/run/state.ts'
import type { SimCopies } from './copies.ts'
import { statesOf, type Outcome } from './scenario.ts'
import type { SimContact } from './world.ts'

/** Of a run without copies they are not asked for. */
type Reported = Omit<Outcome, 'copies' | 'journal' | 'portal'> & { readonly copies?: SimCopies | undefined }

/** Everything that is not as it should be at the end of a run; empty when all is true. */
export function lies({ plan, world, state, ended, copies }: Reported): string[] {
  const found = [...world.breaches]
  found.push(...lostWithoutCopy({ world, state, copies }), ...miscounted({ state, copies }))
  if (ended !== 'done') found.push(`the run ended as ${ended}, in phase ${state.phase}`)
  plan.ids.forEach((id, index) => {
    const contact = world.contacts.get(id)
    const lie = contact === undefined ? 'is not in the world' : lieAbout(contact, state, index)
    if (lie !== null) found.push(`${id} ${lie}`)
  })
  if (settledCount(state) + waitingCount(state) !== plan.ids.length) found.push('the counts do not add up')
  for (const status of RUN_LEDGER.statuses) {
    const count = plan.ids.reduce(
      (sum, _, index) => sum + Number(RUN_LEDGER.entry(state.ledger, index).status === status),
      0,
    )
    if (count !== state.counts[status]) found.push(`${state.counts[status]} ${status} counted, ${count} are`)
  }
  if (state.stopped === null && waitingCount(state) > 0)
    found.push('contacts wait and nobody stopped the run')
  return found
}

/**
 * Contacts that this run deleted, and of which there is no copy as their last check showed them, and was none shortly
 * before the request left that deleted them.
 */
export function lostWithoutCopy({
  world,
  state,
  copies,
}: Pick<Reported, 'world' | 'state' | 'copies'>): string[] {
  if (state.copies === null || copies === undefined) return []
  const made = copies.everMade()
  return [...world.contacts.values()].flatMap(({ id, gone, shown, deletedBySending }) => {
    if (gone !== 'by-us') return []
    const there = (made.get(id) ?? []).filter(
      ({ erasedAt }) => erasedAt === null || (deletedBySending ?? 0) - erasedAt <= SEEN_LASTS_MS,
    )
    if (there.length === 0) return `${id} was deleted and there is no copy`
    const isAsShown = there.some(({ modifiedAt }) => modifiedAt === shown?.modifiedAt)
    return isAsShown ? [] : `${id} was deleted and is in the archive as it was before`
  })
}

/** What the run says of its archive, held against what is there. */
function miscounted({ state, copies }: Pick<Reported, 'state' | 'copies'>): string[] {
  if (state.copies === null || copies === undefined) return []
  const { size } = copies.kept(state.copies)
  return size === state.copies.contacts ? [] : [`${state.copies.contacts} copies counted, ${size} are`]
}

/** Holds one verdict against what the portal holds and who took it away. */
function lieAbout(contact: SimContact, state: RunState, index: number): string | null {
  const verdict = verdictOf(state, index)
  const { gone } = contact
  // What was journalled and never left with the dying page counts as sent: the engine cannot know better.
  const { sends } = RUN_LEDGER.entry(state.ledger, index)
  switch (verdict.kind) {
    case 'deleted':
      if (gone === null) return 'is called deleted and is there'
      if (!verdict.reread && gone !== 'by-us') return 'is called deleted by us, and a colleague did it'
      return sends === 0 ? 'is called deleted and was never sent' : null
    case 'gone':
      if (gone === null) return 'is called gone and is there'
      return sends === 0 ? 'is called gone by a delete that was never sent' : null
    case 'already-gone':
      return gone === 'by-colleague' ? null : `is called already gone, and is ${gone ?? 'there'}`
    case 'access-denied':
      if (contact.mayDelete && contact.visible && !contact.touched) return 'is called denied, and was not'
      return gone === 'by-us' ? 'is called denied, and we deleted it' : null
    case 'guarded':
      if (verdict.reason.rule === 'copy-incomplete')
        return gone === 'by-us' ? 'is kept, and we deleted it' : null
      if (contact.reviewed.modifiedAt === contact.modifiedAt && contact.relations.length === 0) {
        return 'is kept by a rule that has no reason'
      }
      return gone === 'by-us' ? 'is called kept, and we deleted it' : null
    case 'failed':
      return gone === 'by-us' ? 'is called failed, and we deleted it' : null
    case 'waiting':
      // Carried out, sent again by the browser, refused by a limit, and stopped before it was checked anew
      // (src/core/deletion/README.md, "A request that arrives twice").
      return gone === 'by-us' && !contact.sentTwice ? 'is called waiting, and we deleted it' : null
    case 'unknown':
      return sends === 0 && contact.visible && gone === null ? 'is called unknown and was never sent' : null
  }
}

/**
 * What the journal of a run does not tell as it was; empty if it leads to the state that was, and so does a beginning
 * of it, whether each record comes once or twice.
 * @param length of the beginning, taken modulo what there is.
 */
export function journalLies({ plan, state, journal }: Outcome, length: number): string[] {
  const { records } = journal
  const found: string[] = []
  if (fingerprint(replay(plan, records).state) !== fingerprint(state))
    found.push('the journal tells another end')
  const beginning = records.slice(0, length % (records.length + 1))
  const then = statesOf(plan, beginning).at(-1)
  if (then === undefined) return found
  const doubled = beginning.flatMap((line) => [line, line])
  for (const lines of [beginning, doubled]) {
    if (fingerprint(replay(plan, lines).state) !== fingerprint(then)) {
      found.push(`${lines.length} records tell another state`)
    }
  }
  return found
}

/** Two states are the same if this is. */
export function fingerprint(state: RunState): string {
  return JSON.stringify({ ...state, ledger: state.ledger.pages.map((page) => [...page]) })
}
