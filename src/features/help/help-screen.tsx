import { useEffect, useId, useRef, type ReactNode } from 'react'
import type { MessageId } from '#i18n/catalogue.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { ScreenHeader } from '#ui/screen-header.tsx'
import { Icon, type IconName } from '#ui/icons.tsx'

interface Part {
  readonly title: MessageId
  readonly icon: IconName
  readonly texts: readonly MessageId[]
}

/** The three jobs, step by step. */
const JOBS: readonly Part[] = [
  {
    title: 'help.oneTitle',
    icon: 'person',
    texts: ['help.oneStart', 'help.oneCheck', 'help.oneDelete', 'help.oneUndo'],
  },
  {
    title: 'help.manyTitle',
    icon: 'list',
    texts: ['help.manySelect', 'help.manyList', 'help.manyReview', 'help.manyRun', 'help.manyReport'],
  },
  {
    title: 'help.eraseTitle',
    icon: 'trash',
    texts: ['help.eraseList', 'help.eraseDelete', 'help.eraseAudit', 'help.eraseCopies'],
  },
]

const NOTES: readonly Part[] = [
  {
    title: 'help.cannotTitle',
    icon: 'info',
    texts: [
      'help.cannotTicked',
      'help.cannotRights',
      'help.cannotSame',
      'help.cannotHide',
      'help.cannotBackups',
    ],
  },
  { title: 'help.keysTitle', icon: 'columns', texts: ['help.keysMove', 'help.keysAct', 'help.keysReview'] },
]

/** What the app is for, how each job is done, and what the app cannot do. */
export function HelpScreen({ onBack }: { onBack: () => void }): ReactNode {
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <main className="flex h-sight min-h-80 min-w-0 flex-col items-start gap-3 overflow-y-auto p-3 sm:p-4">
      <ScreenHeader
        title={t('help.title')}
        heading={heading}
        back={t('deleted.back')}
        onBack={onBack}
        className="self-stretch"
      />
      <p className="max-w-3xl">{t('help.lead')}</p>
      <div className="grid w-full grid-cols-[repeat(auto-fit,minmax(min(18rem,100%),1fr))] gap-3">
        {JOBS.map((job) => (
          <Section key={job.title} {...job} numbered />
        ))}
      </div>
      <div className="grid w-full grid-cols-[repeat(auto-fit,minmax(min(24rem,100%),1fr))] gap-3">
        {NOTES.map((note) => (
          <Section key={note.title} {...note} />
        ))}
      </div>
    </main>
  )
}

function Section({ title, icon, texts, numbered = false }: Part & { numbered?: boolean }): ReactNode {
  const { t } = useTranslation()
  const id = useId()
  const List = numbered ? 'ol' : 'ul'
  return (
    <section aria-labelledby={id} className="rounded-panel border border-line bg-panel p-4">
      <h2 id={id} className="flex items-center gap-2 text-lead font-semibold">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-info-bg text-lead text-info-icon">
          <Icon name={icon} />
        </span>
        {t(title)}
      </h2>
      <List
        className={`mt-3 flex flex-col gap-2 ps-5 ${numbered ? 'list-decimal' : 'list-disc'} marker:text-muted`}
      >
        {texts.map((text) => (
          <li key={text}>{t(text)}</li>
        ))}
      </List>
    </section>
  )
}
