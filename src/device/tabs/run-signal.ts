import { nameOf } from '../names.ts'

/**
 * By which tabs of one portal hear that one of them carries out a run, whoever its user is and whether or not the
 * browser keeps anything. What run it is goes through the user's own channel.
 */
export interface RunSignal {
  announce(): void
  /** Has the tab that carries out a run announce. */
  ask(): void
  onAnnounced(heard: () => void): void
  onAsked(heard: () => void): void
  close(): void
}

/** What of a `BroadcastChannel` is used here. */
export type SignalChannel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>

export function openRunSignal(
  memberId: string,
  channel: SignalChannel | null = ownChannel(memberId),
): RunSignal {
  const on = (word: string, heard: () => void): void =>
    channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data === word) heard()
    })
  return {
    announce: () => channel?.postMessage('run'),
    ask: () => channel?.postMessage('run?'),
    onAnnounced: (heard) => on('run', heard),
    onAsked: (heard) => on('run?', heard),
    close: () => channel?.close(),
  }
}

function ownChannel(memberId: string): SignalChannel | null {
  try {
    return new BroadcastChannel(nameOf(memberId))
  } catch {
    return null
  }
}
