import * as v from 'valibot'
import type { RunLock, Clock } from '#core/job/ports.ts'
import { ownChannel } from './own-channel.ts'

/**
 * A message between tabs: a tab asks for the lock, or only whether one has it, under a random id; that id is refused;
 * the lock is free.
 */
type Message =
  | { readonly asks: string }
  | { readonly looks: string }
  | { readonly refused: string }
  | { readonly free: true }

/** The part of a `BroadcastChannel` that is used here. */
export interface LockChannel {
  postMessage(message: Message): void
  addEventListener(type: 'message', act: (event: MessageEvent<unknown>) => void): void
  removeEventListener(type: 'message', act: (event: MessageEvent<unknown>) => void): void
}

const messageSchema = v.union([
  v.object({ asks: v.string() }),
  v.object({ looks: v.string() }),
  v.object({ refused: v.string() }),
  v.object({ free: v.literal(true) }),
])

/** How long the tab with the lock may take to refuse; a message takes a few ms, in hidden tabs too. */
const LONGEST_ANSWER_MS = 400

/**
 * A lock for browsers that refuse Web Locks. A tab that wants the lock asks the other tabs and takes it if none objects;
 * the tab that holds it objects. If two ask at the same time, the smaller id wins. It is weaker than a Web Lock: a tab
 * that is busy for too long cannot object, and a crashed tab gives no notice that the lock is free. Without channels
 * every tab gets it.
 * @param name of `ownNameOf`
 */
export function openMessageLock(
  name: string,
  clock: Pick<Clock, 'now' | 'at'>,
  channel: LockChannel | null = ownChannel(`${name} lock`),
  leaving: Pick<EventTarget, 'addEventListener'> = globalThis,
  draw: () => string = drawId,
): RunLock {
  let holding: object | null = null
  /** What to do when a question of this tab is refused, by its id. */
  const refusals = new Map<string, () => void>()
  /** The id under which this tab asks for the lock. */
  let asking: string | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const say = (message: Message): void => {
    try {
      channel?.postMessage(message)
    } catch {
      // Closed with its page.
    }
  }

  function hear(act: (said: Message) => void): () => void {
    const take = ({ data }: MessageEvent<unknown>): void => {
      const parsed = v.safeParse(messageSchema, data)
      if (parsed.success) act(parsed.output)
    }
    channel?.addEventListener('message', take)
    return () => channel?.removeEventListener('message', take)
  }

  function letGo(hold: object | null): void {
    if (hold === null || holding !== hold) return
    holding = null
    say({ free: true })
  }

  hear((said) => {
    if ('refused' in said) {
      refusals.get(said.refused)?.()
    } else if ('looks' in said) {
      if (holding !== null) say({ refused: said.looks })
    } else if ('asks' in said) {
      if (holding !== null || (asking !== null && asking < said.asks)) say({ refused: said.asks })
      else if (asking !== null) refusals.get(asking)?.()
    }
  })
  leaving.addEventListener('pagehide', () => letGo(holding))

  /** Whether no other tab objects. */
  function ask(id: string, question: Message): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (free: boolean): void => {
        refusals.delete(id)
        cancel()
        resolve(free)
      }
      const cancel = clock.at(clock.now() + LONGEST_ANSWER_MS, () => end(true))
      refusals.set(id, () => end(false))
      say(question)
    })
  }

  async function askToHold(): Promise<boolean> {
    const id = draw()
    asking = id
    const free = await ask(id, { asks: id })
    asking = null
    return free
  }

  async function take(): ReturnType<RunLock['hold']> {
    if (holding !== null || !(channel === null || (await askToHold()))) return null
    const own = {}
    holding = own
    return { release: () => letGo(own) }
  }

  return {
    hold() {
      // One request after the other, so that this tab does not compete with itself.
      const taken = turn.then(take)
      turn = taken
      return taken
    },
    async isHeld() {
      if (holding !== null) return true
      if (channel === null) return false
      const id = draw()
      return !(await ask(id, { looks: id }))
    },
    whenFree: (act) =>
      hear((said) => {
        if ('free' in said) act()
      }),
  }
}

/** `randomUUID` is not there on a page without https, which is where this lock is needed. */
function drawId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))]
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('')
}
