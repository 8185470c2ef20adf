import type { ReactNode } from 'react'
import type { Verdict } from '#core/verdict.ts'
import { useSpeech, type Text } from '#i18n/text.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { RECYCLE_BIN } from './paths.ts'
import type { Deletion } from './use-deletion.ts'
import { describeVerdict } from './verdict-text.ts'

interface VerdictNoticeProps {
  deletion: Deletion
  /** Who is responsible for the contact; null: not known. */
  responsible: string | null
  inList: boolean
  /** Stays for good, on a screen that has links of its own. */
  lasting?: boolean
  origin: string
  openPath: (path: string) => void
}

/** What became of the contact, until the person puts it away: role=status for "deleted", role=alert for the rest. */
export function VerdictNotice(props: VerdictNoticeProps): ReactNode {
  const { t, format } = useSpeech()
  const { flow } = props.deletion
  if (flow.stage !== 'told' && flow.stage !== 'checking') return null
  const { verdict, subject } = flow
  const { responsible, inList } = props
  const { title, sentences } = describeVerdict(
    verdict,
    { name: subject.name, responsible, inList, missing: props.deletion.missing },
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
        actions={actionsFor(verdict, props, t)}
        corner={
          flow.stage === 'told' &&
          props.lasting !== true && (
            <IconButton
              icon="close"
              label={t('deletion.dismiss')}
              onClick={() => props.deletion.actions.dismiss()}
            />
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

function actionsFor(verdict: Verdict, props: VerdictNoticeProps, t: Text): ReactNode {
  const { deletion } = props
  const { flow } = deletion
  switch (verdict.kind) {
    case 'deleted':
      return props.lasting === true ? undefined : (
        <PortalLink href={props.origin + RECYCLE_BIN} onOpen={() => props.openPath(RECYCLE_BIN)}>
          {t('deletion.openBin')}
        </PortalLink>
      )
    case 'failed':
      return (
        <Button onClick={() => flow.stage === 'told' && deletion.actions.ask(flow.subject)}>
          {t('deletion.again')}
        </Button>
      )
    case 'unknown':
      return (
        <Button
          variant="primary"
          busy={flow.stage === 'checking' ? t('deletion.checking') : undefined}
          onClick={() => deletion.actions.check()}
        >
          {t('deletion.check')}
        </Button>
      )
    case 'already-gone':
    case 'access-denied':
      return undefined
  }
}
