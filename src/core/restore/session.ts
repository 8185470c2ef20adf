import type { JobKind } from '../job/kind.ts'
import { ENTERPRISE_BUCKET, hurried, USUAL_BUCKET } from '../job/pace/bucket.ts'
import type { JobPorts, RunLock } from '../job/ports.ts'
import {
  beginJob,
  peekJob,
  takeUpJob,
  type BeginOutcome,
  type FoundJob,
  type JobSession,
  type JobSessionPorts,
} from '../job/session.ts'
import type { TabsChannel } from '../job/tabs.ts'
import type { PortalFacts } from '../plan/ports.ts'
import type { RestorePlan } from './plan/plan.ts'
import type { RestoreJournal, RestoreSender } from './ports.ts'
import { recordRestore, type RecordRestorePorts } from './record-restore.ts'
import { restoreWork } from './run/driver.ts'
import type { RestoreEvent } from './run/events.ts'
import { RESTORE_RULES } from './run/journal.ts'
import type { RestoreStep } from './run/steps/next-step.ts'
import { restoreProgressOf, watchRestoreTime, type RestoreProgress } from './run/progress.ts'
import type { RestoreState } from './run/state.ts'

export interface RestoreSessionPorts extends JobPorts {
  readonly facts: Pick<PortalFacts, 'enterprise'>
  readonly recovery: RecordRestorePorts['recovery'] & {
    readonly sender: RestoreSender
    readonly restoreJournal: RestoreJournal
    /** One restore per portal and user at a time; a deletion may run beside it. */
    readonly restoreLock: RunLock
    readonly restoreChannel: TabsChannel<RestoreProgress>
  }
}

/** A restore of no more contacts takes few requests, and somebody waits for it. */
export const FEW_CONTACTS = 10

/** A restore that this tab runs. Recorded: all that the audit says of it could be stored. */
export type RestoreSession = JobSession<RestorePlan, RestoreState, RestoreProgress, boolean>

/** Starts the restore of a confirmed plan. */
export function beginRestore(
  plan: RestorePlan,
  ports: RestoreSessionPorts,
): Promise<BeginOutcome<RestoreSession>> {
  return beginJob(restoreKind(ports), plan, jobPortsOf(ports))
}

/** Checks whether there is a restore to resume, and changes nothing. */
export function peekRestore({
  restoreJournal,
}: Pick<RestoreSessionPorts['recovery'], 'restoreJournal'>): Promise<FoundJob | null> {
  return peekJob(RESTORE_RULES, restoreJournal)
}

/** Resumes the restore that an earlier visit left. Null: another tab carries it out, or that restore no longer exists. */
export function takeUpRestore(ports: RestoreSessionPorts): Promise<RestoreSession | null> {
  return takeUpJob(restoreKind(ports), jobPortsOf(ports))
}

function jobPortsOf({
  clock,
  requests,
  awake,
  network,
  recovery,
}: RestoreSessionPorts): JobSessionPorts<RestorePlan, RestoreProgress> {
  const { restoreJournal: journal, restoreLock: lock, restoreChannel: channel } = recovery
  return { clock, requests, awake, network, journal, lock, channel }
}

function restoreKind(
  ports: RestoreSessionPorts,
): JobKind<RestorePlan, RestoreState, RestoreEvent, RestoreStep, RestoreProgress, boolean> {
  const { clock, requests } = ports
  return {
    rules: RESTORE_RULES,
    // A restore looks for everything before making it, so lost journal records do no harm.
    needsWholeJournal: false,
    work({ plan }) {
      const usual = ports.facts.enterprise ? ENTERPRISE_BUCKET : USUAL_BUCKET
      const limits = plan.entries.length <= FEW_CONTACTS ? hurried(usual) : usual
      return restoreWork({ plan, limits }, { sender: ports.recovery.sender, requests })
    },
    progress(plan, running) {
      const secondsLeft = watchRestoreTime(plan, running, clock)
      return () => restoreProgressOf(plan, running, secondsLeft())
    },
    record: (restore, fresh) => recordRestore(restore, ports, fresh),
  }
}
