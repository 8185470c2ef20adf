import { nameOf } from '../names.ts'
import { ownChannel } from './own-channel.ts'

/**
 * Lets the tabs of one portal know that one of them carries out a run, for any user, even if the browser stores nothing.
 * The run's progress goes through the user's own channel.
 */
export interface RunSignal {
  announce(): void
  /** Makes a tab that carries out a run announce it. */
  ask(): void
  onAnnounced(act: () => void): void
  onAsked(act: () => void): void
  close(): void
}

/** The part of a `BroadcastChannel` that is used here. */
export type SignalChannel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>

export function openRunSignal(
  memberId: string,
  channel: SignalChannel | null = ownChannel(nameOf(memberId)),
): RunSignal {
  const on = (word: string, act: () => void): void =>
    channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data === word) act()
    })
  return {
    announce: () => channel?.postMessage('run'),
    ask: () => channel?.postMessage('run?'),
    onAnnounced: (act) => on('run', act),
    onAsked: (act) => on('run?', act),
    close: () => channel?.close(),
  }
}
