import * as v from 'valibot'
import type { Clock } from '#core/run/ports.ts'
import { nameOf } from './names.ts'

/** A lock that the tabs of one portal and user agree on among themselves, where the browser gives them none. */
export interface TabLock {
  /** Null: another tab holds it, or this one does already. */
  hold(): Promise<{ release(): void } | null>
}

/** What goes from tab to tab: the id of an asking, drawn by lot, and to whom it is refused. */
type Message = { readonly asks: string } | { readonly refused: string }

/** What of a `BroadcastChannel` is used here. */
export interface LockChannel {
  postMessage(message: Message): void
  addEventListener(type: 'message', heard: (event: MessageEvent<unknown>) => void): void
}

const messageSchema = v.union([v.object({ asks: v.string() }), v.object({ refused: v.string() })])

/** A tab that is busy drawing a long list answers within this time. */
const ANSWER_MS = 300

/**
 * Who wants the lock asks all others and takes silence for leave; who holds it answers for as long as it does, so a tab
 * that died holds nothing. Of two that ask at the same time the smaller id wins. Where there are no channels nobody
 * hears anything, and everybody gets it.
 */
export function openTabLock(
  memberId: string,
  userId: number,
  clock: Pick<Clock, 'now' | 'at'>,
  channel: LockChannel | null = ownChannel(memberId, userId),
  drawId: () => string = () => crypto.randomUUID(),
): TabLock {
  let holding = false
  let asking: { readonly id: string; readonly yield: () => void } | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const say = (message: Message): void => {
    try {
      channel?.postMessage(message)
    } catch {
      // Closed with its page.
    }
  }

  channel?.addEventListener('message', ({ data }) => {
    const parsed = v.safeParse(messageSchema, data)
    if (!parsed.success) return
    const said = parsed.output
    if ('refused' in said) {
      if (asking?.id === said.refused) asking.yield()
    } else if (holding || (asking !== null && asking.id < said.asks)) say({ refused: said.asks })
    else asking?.yield()
  })

  /** Whether nobody minds. */
  function ask(): Promise<boolean> {
    return new Promise((resolve) => {
      const id = drawId()
      const end = (free: boolean): void => {
        asking = null
        cancel()
        resolve(free)
      }
      const cancel = clock.at(clock.now() + ANSWER_MS, () => end(true))
      asking = { id, yield: () => end(false) }
      say({ asks: id })
    })
  }

  async function take(): ReturnType<TabLock['hold']> {
    if (holding || !(channel === null || (await ask()))) return null
    holding = true
    let released = false
    return {
      release() {
        if (!released) holding = false
        released = true
      },
    }
  }

  return {
    hold() {
      // One after the other: this tab must not be in its own way.
      const taken = turn.then(take)
      turn = taken
      return taken
    },
  }
}

function ownChannel(memberId: string, userId: number): LockChannel | null {
  try {
    return new BroadcastChannel(`${nameOf(memberId, userId)} lock`)
  } catch {
    return null
  }
}
