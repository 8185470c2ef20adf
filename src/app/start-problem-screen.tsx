import type { ReactNode } from 'react'
import type { StartProblem } from '#core/ports.ts'
import { describeFailure } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { reload } from '#ui/reload.ts'

/** Why the app did not start, and what to do. */
export function StartProblemScreen(props: { problem: StartProblem }): ReactNode {
  const { problem } = props
  switch (problem.kind) {
    case 'outside-portal':
      return <OutsidePortal />
    case 'wrong-address':
      return <WrongAddress />
    case 'no-answer':
      return <NoAnswer />
    case 'refused':
      return <Refused problem={problem} />
  }
}

function OutsidePortal(): ReactNode {
  const { t } = useTranslation()
  return (
    <Page title={t('app.outsideTitle')}>
      <p>{t('app.outsideWhat')}</p>
      <h2 className="text-title font-semibold">{t('app.outsideHow')}</h2>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        <li>{t('app.outsideMenu')}</li>
        <li>{t('app.outsideCard')}</li>
        <li>{t('app.outsideAdmin')}</li>
      </ul>
    </Page>
  )
}

function WrongAddress(): ReactNode {
  const { t } = useTranslation()
  return (
    <Page title={t('app.wrongAddressTitle')} isProblem>
      <p>{t('app.wrongAddressText')}</p>
      <p>{t('app.wrongAddressNext')}</p>
    </Page>
  )
}

function NoAnswer(): ReactNode {
  const { t } = useTranslation()
  return (
    <Page title={t('app.noAnswerTitle')} isProblem canRetry>
      <p>{t('app.noAnswerText')}</p>
      <p>{t('app.noAnswerCheck')}</p>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        <li>{t('app.noAnswerRedirect')}</li>
        <li>{t('app.noAnswerFile')}</li>
        <li>{t('app.noAnswerReachable')}</li>
      </ul>
    </Page>
  )
}

function Refused(props: { problem: Extract<StartProblem, { kind: 'refused' }> }): ReactNode {
  const { t, format } = useTranslation()
  const { title, advice } = describeFailure(props.problem.failure, t, format)
  return (
    // Only the vendor's support can end a block.
    <Page title={t('app.refusedTitle')} isProblem canRetry={props.problem.failure.kind !== 'blocked'}>
      <p>{`${title}. ${advice}`}</p>
    </Page>
  )
}

function Page(props: {
  title: string
  children: ReactNode
  isProblem?: boolean
  canRetry?: boolean
}): ReactNode {
  const { t } = useTranslation()
  return (
    <main className="mx-auto my-4 flex w-[min(38rem,calc(100%-1.5rem))] flex-col gap-3 rounded-panel bg-panel p-6 text-lead sm:my-10">
      <h1 className="text-heading leading-tight font-semibold wrap-anywhere">{props.title}</h1>
      <div
        role={props.isProblem === true ? 'alert' : undefined}
        className="flex flex-col gap-3 wrap-anywhere"
      >
        {props.children}
      </div>
      {props.canRetry === true && (
        <p>
          <Button variant="primary" onClick={reload}>
            {t('common.retry')}
          </Button>
        </p>
      )}
    </main>
  )
}
