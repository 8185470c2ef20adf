import type { ReactNode } from 'react'
import type { Dossier } from '#core/contact/dossier.ts'
import type { Additions } from '#core/deletion/one/since-question.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { newLinkText } from '../consequence-text.ts'

interface AdditionsNoticeProps {
  /** Of the contact, as shown. */
  name: string
  additions: Additions
  /** Read since; null: not yet, or it cannot be read. */
  dossier: Dossier | null
}

/** Why the question is asked again: what was linked to the contact, or changed, after it was opened. */
export function AdditionsNotice({ name, additions, dossier }: AdditionsNoticeProps): ReactNode {
  const { t, format } = useTranslation()
  const { links, changedAt } = additions
  return (
    <Notice
      tone="warning"
      title={links.length > 0 ? t('deletion.addedTitle') : t('deletion.changedTitle', { name })}
    >
      {links.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 ps-5">
          {links.map((link) => (
            <li key={`${link.kind} ${link.id}`}>{newLinkText(link, dossier, t, format)}</li>
          ))}
        </ul>
      )}
      {links.length > 0 && changedAt !== null && <p>{t('deletion.changedTitle', { name })}</p>}
      <p>{t('deletion.addedAdvice')}</p>
    </Notice>
  )
}
