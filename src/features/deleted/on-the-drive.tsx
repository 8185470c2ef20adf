import type { ReactNode } from 'react'
import { partName } from '#core/archive/join-parts.ts'
import type { KeptArchive } from '#core/archive/archive-index.ts'
import { usePorts } from '#features/ports.tsx'
import { useSpeech } from '#i18n/text.tsx'
import { Notice } from '#ui/notice.tsx'
import { whenText } from './deleted-words.ts'
import type { DeletedDesk } from './use-deleted.ts'

/**
 * That a copy lies where the app is not let read it, and the way to it all the same. The address is that of
 * one's own Drive as DETAIL_URL tells it; not seen on a real portal, so the words say where it is, too.
 */
export function OnTheDrive({ desk, archive }: { desk: DeletedDesk; archive: KeptArchive }): ReactNode {
  const { t, format } = useSpeech()
  const { host } = usePorts()
  return (
    <Notice
      tone="warning"
      title={t('deleted.driveTitle', { when: whenText(archive, t, format) })}
      actions={
        <a
          href={`${host.origin}/company/personal/user/${desk.me}/disk/path/`}
          target="_blank"
          rel="noopener"
          className="rounded-control text-link underline-offset-2 hover:underline"
        >
          {t('deleted.driveOpen')}
        </a>
      }
    >
      {t('deleted.driveText', { folder: 'Tidy Contacts', first: partName(archive.archiveId, 0) })}
    </Notice>
  )
}
