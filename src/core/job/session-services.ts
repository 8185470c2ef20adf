import type { Driven } from './engine.ts'
import type { TabsChannel } from './tabs.ts'
import type { Clock } from './ports.ts'
import type { Phase } from './state.ts'

export interface CompanionPorts<Progress> {
  readonly channel: TabsChannel<Progress>
  readonly clock: Clock
  readonly awake: { keep(): () => void }
  readonly network: { onBack(act: () => void): () => void }
}

/** Other tabs are told at most so often; a person reads no faster. */
const TELL_EVERY_MS = 300

const ACTIVE: ReadonlySet<Phase> = new Set(['running', 'pausing', 'waiting-for-portal', 'stopping'])

export function isActive({ phase }: { readonly phase: Phase }): boolean {
  return ACTIVE.has(phase)
}

/**
 * Sees to what goes on around a run or a restore while this tab carries it out: the screen stays awake while it goes
 * on, other tabs are told how it stands and may ask of it, and it hears when the device is connected again. The result
 * ends it.
 */
export function accompany<Progress>(
  run: Pick<Driven<{ readonly phase: Phase }, unknown>, 'state' | 'ask' | 'reconnected' | 'watch'>,
  progress: () => Progress,
  ports: CompanionPorts<Progress>,
): () => void {
  let sleep: (() => void) | null = null
  let toldAt = 0
  let cancelTelling = (): void => undefined

  function tell(): void {
    toldAt = ports.clock.now()
    cancelTelling()
    ports.channel.tell(progress())
  }

  const unwatch = run.watch(() => {
    const active = isActive(run.state)
    if (active) sleep ??= ports.awake.keep()
    else {
      sleep?.()
      sleep = null
    }
    cancelTelling()
    if (!active || ports.clock.now() - toldAt >= TELL_EVERY_MS) tell()
    else cancelTelling = ports.clock.at(toldAt + TELL_EVERY_MS, tell)
  })
  const deafen = ports.channel.onAsked((what) => {
    if (what === 'progress-asked') tell()
    else run.ask(what)
  })
  const unplug = ports.network.onBack(() => run.reconnected())
  tell()

  return () => {
    unwatch()
    deafen()
    unplug()
    cancelTelling()
    sleep?.()
  }
}
