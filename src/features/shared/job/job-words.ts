import type { Doing, JobProgress, PortalWait } from '#core/job/state.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

/** What a kind of job says in words of its own. All else is said of every job alike. */
export interface JobWords<Progress> {
  readonly texts: Readonly<
    Record<
      | 'title'
      | 'titleDone'
      | 'bar'
      | 'running'
      | 'waitsOperating'
      | 'damaged'
      | 'notKept'
      | 'stoppedPortal'
      | 'stoppedAsked'
      | 'canLeave'
      // For the heading of the portal's page.
      | 'pageGoing'
      | 'pagePaused'
      | 'pageDone'
      // Another tab carries it out: before it has reported, while it works, and when it shows its result.
      | 'silent'
      | 'going'
      | 'done',
      MessageId
    >
  >
  /** What it does now, where that is more than `running`. */
  readonly doings: Readonly<Partial<Record<Doing['kind'], MessageId>>>
  /** How many contacts are done, of how many. */
  amountOf(progress: Progress): { readonly done: number; readonly of: number }
  /** "312 of 1,000 done". */
  amountText(progress: Progress, t: Text, format: Format): string
  /** Contacts by outcome; those without any are left out. */
  countsOf(progress: Progress): readonly (readonly [MessageId, number])[]
  /** How many contacts it has deleted or restored. */
  achieved(progress: Progress): number
  /** What is said in place of the usual words, and the button that does more than continue; null: nothing. */
  special?(progress: Progress, t: Text): Special | null
}

interface Special {
  readonly phase: string
  readonly resume?: { readonly label: string; readonly variant: 'danger' }
}

/** What the job does now, and so why its bar may stand still for a while. */
export function phaseText<Progress extends JobProgress>(
  { texts, doings }: JobWords<Progress>,
  { phase, doing, waiting }: Progress,
  t: Text,
  format: Format,
): string {
  switch (phase) {
    case 'ready':
    case 'pausing':
    case 'paused':
    case 'stopping':
      return t(PHASES[phase])
    case 'running':
      return doing === null
        ? t(texts.running)
        : t(doings[doing.kind] ?? texts.running, { count: doing.count })
    case 'waiting-for-portal':
      return waiting === null
        ? t(texts.running)
        : t(WAITS[waiting.reason] ?? texts.waitsOperating, { time: format.time(waiting.until) })
    case 'done':
      return t('deletion-run.report')
  }
}

const PHASES = {
  ready: 'deletion-run.ready',
  pausing: 'deletion-run.pausing',
  paused: 'deletion-run.paused',
  stopping: 'deletion-run.stopping',
} as const

const WAITS: Readonly<Record<PortalWait, MessageId | null>> = {
  'operating-time': null,
  'portal-busy': 'deletion-run.waitsBusy',
  'no-connection': 'deletion-run.waitsConnection',
  session: 'deletion-run.waitsSession',
  'portal-may-still-work': 'deletion-run.waitsUnanswered',
}

/** For the heading of the portal's page: "34% · Deleting contacts", "Done: 110 deleted". */
export function titleText<Progress extends JobProgress>(
  { texts, ...words }: JobWords<Progress>,
  progress: Progress,
  t: Text,
): string {
  if (progress.phase === 'done') return t(texts.pageDone, { count: words.achieved(progress) })
  const { done, of } = words.amountOf(progress)
  const percent = Math.floor((100 * done) / Math.max(1, of))
  return t(progress.phase === 'paused' ? texts.pagePaused : texts.pageGoing, { percent })
}
