import type { Driven } from './engine.ts'
import type { TabsChannel } from './tabs.ts'
import type { JobPorts } from './ports.ts'
import { isBusy, type Phase } from './state.ts'

export interface ServicePorts<Progress> extends Omit<JobPorts, 'requests'> {
  readonly channel: TabsChannel<Progress>
}

/** The shortest time between two reports to other tabs; a person reads no faster. */
const REPORT_EVERY_MS = 300

/**
 * The services around a job that this tab carries out: keeps the screen awake while the job is active, reports its
 * progress to other tabs and passes on what they ask, and tries again when the device is connected again. Call the
 * result to end them.
 */
export function startServices<Progress>(
  run: Pick<Driven<{ readonly phase: Phase }, unknown>, 'state' | 'ask' | 'reconnected' | 'watch'>,
  progress: () => Progress,
  ports: ServicePorts<Progress>,
): () => void {
  let sleep: (() => void) | null = null
  let reportedAt = 0
  let cancelReport = (): void => undefined

  function report(): void {
    reportedAt = ports.clock.now()
    cancelReport()
    ports.channel.report(progress())
  }

  const unwatch = run.watch(() => {
    const active = isBusy(run.state)
    if (active) sleep ??= ports.awake.keep()
    else {
      sleep?.()
      sleep = null
    }
    cancelReport()
    if (!active || ports.clock.now() - reportedAt >= REPORT_EVERY_MS) report()
    else cancelReport = ports.clock.at(reportedAt + REPORT_EVERY_MS, report)
  })
  const stopAnswering = ports.channel.onAsked((what) => {
    if (what === 'progress-asked') report()
    else run.ask(what)
  })
  const stopWatchingNetwork = ports.network.onBack(() => run.reconnected())
  report()

  return () => {
    unwatch()
    stopAnswering()
    stopWatchingNetwork()
    cancelReport()
    sleep?.()
  }
}
