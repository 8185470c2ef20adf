import type { ReactNode } from 'react'
import type { Verdict } from '#core/deletion/verdict.ts'
import { useSpeech, type Text } from '#i18n/text.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { Retry } from '../shared/retry.tsx'
import type { Subject } from './delete-flow.ts'
import { RECYCLE_BIN } from './paths.ts'
import type { Deletion, Look, Told } from './use-deletion.ts'
import { describeVerdict } from './verdict-text.ts'

interface VerdictNoticesProps {
  deletion: Deletion
  /** Who is responsible for the contact that was asked about last; null: not known. */
  responsible: string | null
  inList: boolean
  /** Stays for good, on a screen that has links of its own. */
  lasting?: boolean
  origin: string
  openPath: (path: string) => void
}

/** What became of contacts, until the person puts it away; one in doubt stays until it is known. */
export function VerdictNotices(props: VerdictNoticesProps): ReactNode {
  const { flow, told, doubts, actions } = props.deletion
  return (
    <>
      {doubts.map((doubt) => (
        <VerdictNotice
          key={doubt.id}
          {...props}
          responsible={null}
          subject={doubt.subject}
          told={doubt.told}
          look={doubt.look}
          onCheck={() => actions.checkDoubt(doubt.id)}
          onDismiss={() => actions.dismissDoubt(doubt.id)}
        />
      ))}
      {flow.stage === 'told' && told !== null && (
        <VerdictNotice {...props} subject={flow.subject} told={told} onDismiss={() => actions.dismiss()} />
      )}
    </>
  )
}

interface VerdictNoticeProps extends VerdictNoticesProps {
  subject: Subject
  told: Told
  look?: Look['kind']
  onCheck?: () => void
  onDismiss: () => void
}

/** role=status for "deleted", role=alert for the rest. */
function VerdictNotice(props: VerdictNoticeProps): ReactNode {
  const { t, format } = useSpeech()
  const { subject, told, responsible, inList } = props
  const { verdict, missing, until } = told
  const { title, sentences } = describeVerdict(
    verdict,
    { name: subject.name, responsible, inList, missing, until, file: told.file?.name ?? null },
    t,
    format,
  )
  return (
    // Keyed by the verdict: a new one is a new message, read out again even when its words are the same.
    <div key={verdict.kind} role={verdict.kind === 'deleted' ? 'status' : 'alert'}>
      <Notice
        live={false}
        tone={toneOf(verdict)}
        title={title}
        actions={actionsFor(props, t)}
        corner={
          verdict.kind !== 'unknown' &&
          props.lasting !== true && (
            <IconButton icon="close" label={t('deletion.dismiss')} onClick={props.onDismiss} />
          )
        }
      >
        <p>{sentences.join(' ')}</p>
      </Notice>
    </div>
  )
}

function toneOf(verdict: Verdict): 'success' | 'info' | 'problem' {
  if (verdict.kind === 'deleted') return 'success'
  return verdict.kind === 'already-gone' ? 'info' : 'problem'
}

function actionsFor(props: VerdictNoticeProps, t: Text): ReactNode {
  const { told, subject, deletion, look } = props
  const { file } = told
  const saveAgain = file !== null && (
    <Button onClick={() => file.saveAgain()}>{t('deletion.fileAgain')}</Button>
  )
  switch (told.verdict.kind) {
    case 'deleted': {
      if (file === null && props.lasting === true) return undefined
      return (
        <>
          {saveAgain}
          {props.lasting !== true && (
            <PortalLink href={props.origin + RECYCLE_BIN} onOpen={() => props.openPath(RECYCLE_BIN)}>
              {t('deletion.openBin')}
            </PortalLink>
          )}
        </>
      )
    }
    case 'failed':
      return (
        <Retry
          failure={told.verdict.failure}
          label={t('deletion.again')}
          onRetry={() => deletion.actions.ask(subject)}
        />
      )
    case 'unknown':
      return (
        <>
          <Button
            variant="primary"
            busy={look === 'looking' ? t('deletion.checking') : undefined}
            onClick={() => props.onCheck?.()}
          >
            {t('deletion.check')}
          </Button>
          {saveAgain}
        </>
      )
    case 'already-gone':
      return saveAgain === false ? undefined : saveAgain
    case 'access-denied':
      return undefined
  }
}
