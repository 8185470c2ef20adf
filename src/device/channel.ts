import * as v from 'valibot'
import type { RunChannel, RunWish } from '#core/bulk-ports.ts'
import type { RunProgress } from '#core/run/progress.ts'
import { readProgress } from '#core/run/told-progress.ts'
import { openBell, type Bell } from './bell.ts'
import { nameOf } from './names.ts'

/** What goes from tab to tab. */
type Message = { readonly progress: RunProgress } | { readonly ask: RunWish }

/** What of a `BroadcastChannel` is used here. */
export interface TabChannel {
  postMessage(message: Message): void
  addEventListener(type: 'message', heard: (event: MessageEvent<unknown>) => void): void
  removeEventListener(type: 'message', heard: (event: MessageEvent<unknown>) => void): void
}

const askSchema = v.object({
  ask: v.picklist(['pause-asked', 'resume-asked', 'stop-asked', 'progress-asked']),
})
const progressSchema = v.object({ progress: v.unknown() })

/**
 * Tabs of one portal and user, by BroadcastChannel: never heard by the tab itself. What another tab says is believed
 * only when a schema has read it, for it may run another version of the app. Where there are no channels nobody hears
 * anything.
 */
export function openChannel(
  memberId: string,
  userId: number,
  channel: TabChannel | null = ownChannel(memberId, userId),
  bell: Pick<Bell, 'ring' | 'onAsked'> = openBell(memberId),
): RunChannel {
  let runs = false
  const say = (message: Message): void => {
    try {
      channel?.postMessage(message)
    } catch {
      // Closed with its page.
    }
  }
  const listen = (heard: (message: unknown) => void): (() => void) => {
    const take = ({ data }: MessageEvent<unknown>): void => heard(data)
    channel?.addEventListener('message', take)
    return () => channel?.removeEventListener('message', take)
  }
  bell.onAsked(() => runs && bell.ring())
  return {
    tell(progress) {
      say({ progress })
      if (runs === (progress.phase !== 'done')) return
      runs = !runs
      if (runs) bell.ring()
    },
    onProgress: (heard) =>
      listen((message) => {
        const parsed = v.safeParse(progressSchema, message)
        const progress = parsed.success ? readProgress(parsed.output.progress) : null
        if (progress !== null) heard(progress)
      }),
    ask: (what) => say({ ask: what }),
    onAsked: (heard) =>
      listen((message) => {
        const parsed = v.safeParse(askSchema, message)
        if (parsed.success) heard(parsed.output.ask)
      }),
  }
}

function ownChannel(memberId: string, userId: number): TabChannel | null {
  try {
    return new BroadcastChannel(nameOf(memberId, userId))
  } catch {
    return null
  }
}
