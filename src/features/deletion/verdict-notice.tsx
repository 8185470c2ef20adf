import type { ReactNode } from 'react'
import type { Outcome, UnknownState } from '#core/deletion/one/delete-with-copy.ts'
import { isGone } from '#core/deletion/is-gone.ts'
import { stays, type Verdict } from '#core/deletion/verdict.ts'
import { useTranslation, type Text } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Retry } from '../shared/retry.tsx'
import type { Subject } from './delete-flow.ts'
import type { Deletion } from './use-deletion.ts'
import { describeVerdict } from './verdict-text.ts'

export interface VerdictNoticesProps {
  deletion: Deletion
  /** Who is responsible for the contact of the last question; null: unknown. */
  responsible: string | null
  /** Stays for good, on a screen with its own links. */
  lasting: boolean
  /** The buttons that restore a contact that was deleted here; null: it cannot be restored. */
  undo: (subject: Subject) => ReactNode
  /** The person closed the message about the last contact. */
  onClosed: () => void
}

/** The results for contacts, until the person closes the message; an unknown result stays. */
export function VerdictNotices(props: VerdictNoticesProps): ReactNode {
  const { flow, outcome, unknowns, actions } = props.deletion
  return (
    <>
      {unknowns.map(({ id, subject, outcome: known, state }) => (
        <VerdictNotice
          key={id}
          {...props}
          responsible={null}
          subject={subject}
          outcome={known}
          state={state}
          onCheck={() => actions.checkUnknown(id)}
          onDismiss={() => actions.dismissUnknown(id)}
        />
      ))}
      {flow.stage === 'finished' && outcome !== null && (
        <VerdictNotice
          {...props}
          subject={flow.subject}
          outcome={outcome}
          onDismiss={() => {
            actions.dismiss()
            props.onClosed()
          }}
        />
      )}
    </>
  )
}

interface VerdictNoticeProps extends VerdictNoticesProps {
  subject: Subject
  outcome: Outcome
  state?: UnknownState['kind']
  onCheck?: () => void
  onDismiss: () => void
}

/** role=status for "deleted", role=alert for the rest. */
function VerdictNotice(props: VerdictNoticeProps): ReactNode {
  const { t, format } = useTranslation()
  const { subject, outcome, responsible } = props
  const { verdict, until } = outcome
  const { title, sentences } = describeVerdict(
    verdict,
    { name: subject.name, responsible, until, file: outcome.file?.name ?? null },
    t,
    format,
  )
  return (
    // Keyed by the verdict: a new one is a new message, read out again even when its words are the same.
    <div key={verdict.kind} role={verdict.kind === 'deleted' ? 'status' : 'alert'}>
      <Notice
        live={false}
        inLine
        tone={toneOf(verdict)}
        title={title}
        actions={actionsFor(props, t)}
        corner={
          verdict.kind !== 'unknown' &&
          !props.lasting && (
            <IconButton icon="close" label={t('deletion.dismiss')} onClick={props.onDismiss} />
          )
        }
      >
        {sentences.length > 0 ? <p>{sentences.join(' ')}</p> : undefined}
      </Notice>
    </div>
  )
}

function toneOf(verdict: Verdict): 'success' | 'info' | 'problem' {
  if (verdict.kind === 'deleted') return 'success'
  return isGone(verdict) ? 'info' : 'problem'
}

function actionsFor(props: VerdictNoticeProps, t: Text): ReactNode {
  const { outcome, subject, deletion, state } = props
  const { file } = outcome
  const saveAgain = file !== null && !stays(outcome.verdict) && (
    <Button onClick={() => file.saveAgain()}>{t('deletion.fileAgain')}</Button>
  )
  switch (outcome.verdict.kind) {
    case 'deleted':
      return (
        <>
          {props.undo(subject)}
          {saveAgain}
        </>
      )
    case 'failed':
      return (
        <>
          <Retry
            failure={outcome.verdict.failure}
            label={t('deletion.again')}
            onRetry={() => deletion.actions.ask(subject)}
          />
          {saveAgain}
        </>
      )
    case 'unknown':
      return (
        <>
          <Button
            variant="primary"
            busy={state === 'checking' ? t('deletion.checking') : undefined}
            onClick={() => props.onCheck?.()}
          >
            {t('deletion.check')}
          </Button>
          {saveAgain}
        </>
      )
    case 'gone':
      return (
        <>
          {props.undo(subject)}
          {saveAgain}
        </>
      )
    case 'already-gone':
    case 'access-denied':
      return saveAgain === false ? undefined : saveAgain
  }
}
