import * as v from 'valibot'
import type { RunWish, TabsChannel } from '#core/job/tabs.ts'
import type { RunSignal } from './run-signal.ts'
import type { Phase } from '#core/job/state.ts'

/** What goes from tab to tab. */
type Message = { readonly progress: unknown } | { readonly ask: RunWish }

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
 * only when `read` knows it, for it may run another version of the app. Where there are no channels nobody hears
 * anything.
 */
export function openChannel<Progress extends { readonly phase: Phase }>(
  read: (told: unknown) => Progress | null,
  channel: TabChannel | null,
  signal: Pick<RunSignal, 'announce' | 'onAsked'>,
): TabsChannel<Progress> {
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
  signal.onAsked(() => runs && signal.announce())
  return {
    report(progress) {
      say({ progress })
      if (runs === (progress.phase !== 'done')) return
      runs = !runs
      if (runs) signal.announce()
    },
    onProgress: (heard) =>
      listen((message) => {
        const parsed = v.safeParse(progressSchema, message)
        const progress = parsed.success ? read(parsed.output.progress) : null
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

/** Null: the browser has none for this frame. */
export function ownChannel(name: string): TabChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}
