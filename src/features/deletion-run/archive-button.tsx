import { useState, type ReactNode } from 'react'
import type { RunSession } from '#core/deletion/session.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { saveArchive } from '#core/archive/save-archive.ts'
import type { Files } from '#core/files.ts'
import type { RecoveryPorts } from '#core/ports.ts'

type State =
  | { readonly kind: 'idle' | 'busy' | 'saved' }
  | { readonly kind: 'failed'; readonly error: unknown }

/** "Download copy": the copies of a run as a file. */
export function ArchiveButton(props: {
  session: RunSession
  files: Files
  codec: RecoveryPorts['codec']
  variant?: 'primary' | 'plain'
  /** Nothing is deleted before the person has the file. */
  first?: boolean
}): ReactNode {
  const { t, format } = useTranslation()
  const { session, files, codec, variant = 'plain', first = false } = props
  const { archives, plan } = session
  const [state, setState] = useState<State>({ kind: 'idle' })
  if (archives === null) return null
  const only =
    plan.confirmation?.copiesFirst === true
      ? 'deletion-run.downloadBlockedOnly'
      : 'deletion-run.downloadBlocked'
  const blockedWords = first ? 'deletion-run.downloadBlockedFirst' : only

  async function save(all: readonly (() => AsyncIterable<string>)[]): Promise<void> {
    setState({ kind: 'busy' })
    try {
      for (const [at, open] of all.entries()) {
        const name = `${t('deleted.fileName')}-${plan.id.slice(0, 8)}${at === 0 ? '' : `-${at + 1}`}`
        await saveArchive(open, name, { files, codec })
      }
      setState({ kind: 'saved' })
    } catch (error) {
      setState({ kind: 'failed', error })
    }
  }

  return (
    <span className="contents">
      <Button
        variant={variant}
        busy={state.kind === 'busy' ? t('deletion-run.packing') : undefined}
        onClick={() => state.kind !== 'busy' && void save(archives())}
      >
        {t('deleted.download')}
      </Button>
      <span role="status" className="basis-full text-small text-muted empty:hidden">
        {state.kind === 'saved'
          ? t(blockedWords)
          : state.kind === 'failed' &&
            t('deletion-run.packingFailed', { why: describeThrown(state.error, t, format).title })}
      </span>
    </span>
  )
}
