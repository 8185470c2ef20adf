import * as v from 'valibot'
import type { RunWish, TabsChannel } from '#core/job/tabs.ts'
import type { RunSignal } from './run-signal.ts'
import type { Phase } from '#core/job/state.ts'

/** A message between tabs. */
type Message = { readonly progress: unknown } | { readonly ask: RunWish }

/** The part of a `BroadcastChannel` that is used here. */
export interface TabChannel {
  postMessage(message: Message): void
  addEventListener(type: 'message', act: (event: MessageEvent<unknown>) => void): void
  removeEventListener(type: 'message', act: (event: MessageEvent<unknown>) => void): void
}

const askSchema = v.object({
  ask: v.picklist(['pause-asked', 'resume-asked', 'stop-asked', 'progress-asked']),
})
const progressSchema = v.object({ progress: v.unknown() })

/**
 * Connects the tabs of one portal and user by BroadcastChannel; a tab does not receive its own messages. Another tab may
 * run another version of the app, so a progress counts only if `read` accepts it. Without channels nothing is sent.
 */
export function openChannel<Progress extends { readonly phase: Phase }>(
  read: (sent: unknown) => Progress | null,
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
  const listen = (act: (message: unknown) => void): (() => void) => {
    const take = ({ data }: MessageEvent<unknown>): void => act(data)
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
    onProgress: (act) =>
      listen((message) => {
        const parsed = v.safeParse(progressSchema, message)
        const progress = parsed.success ? read(parsed.output.progress) : null
        if (progress !== null) act(progress)
      }),
    ask: (what) => say({ ask: what }),
    onAsked: (act) =>
      listen((message) => {
        const parsed = v.safeParse(askSchema, message)
        if (parsed.success) act(parsed.output.ask)
      }),
  }
}
