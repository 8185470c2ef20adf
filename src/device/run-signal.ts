import { nameOf } from './names.ts'

/**
 * By which tabs of one portal hear that one of them carries out a run, whoever its user is and whether or not the
 * browser keeps anything. What run it is goes through the user's own channel.
 */
export interface Bell {
  ring(): void
  /** Has the tab that carries out a run ring. */
  ask(): void
  onRung(heard: () => void): void
  onAsked(heard: () => void): void
  close(): void
}

/** What of a `BroadcastChannel` is used here. */
export type BellChannel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>

export function openBell(memberId: string, channel: BellChannel | null = ownChannel(memberId)): Bell {
  const on = (word: string, heard: () => void): void =>
    channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data === word) heard()
    })
  return {
    ring: () => channel?.postMessage('run'),
    ask: () => channel?.postMessage('run?'),
    onRung: (heard) => on('run', heard),
    onAsked: (heard) => on('run?', heard),
    close: () => channel?.close(),
  }
}

function ownChannel(memberId: string): BellChannel | null {
  try {
    return new BroadcastChannel(nameOf(memberId))
  } catch {
    return null
  }
}
