import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { failureOf, PortalFailure } from '#core/failure.ts'
import type { Installer } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { Retry } from '#features/shared/retry.tsx'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { StatusRegion } from '#ui/status-region.tsx'
import { placeTitles } from './place-titles.ts'

/**
 * The installation as a query: binding is idempotent, so it may be repeated, and it starts by itself. The portal then
 * reloads the app and never answers.
 */
const installation = (installer: Installer) =>
  queryOptions({
    queryKey: ['installation'],
    queryFn: async () => {
      await installer.bindPlaces(placeTitles())
      installer.finish()
      return true
    },
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Install mode: adds the app to its places, or says who has to. */
export function InstallScreen(props: { isAdmin: boolean }): ReactNode {
  return (
    <main className="flex flex-col gap-4 p-5">
      {props.isAdmin ? <Installation /> : <AdministratorNeeded />}
    </main>
  )
}

function Installation(): ReactNode {
  const { t, format } = useTranslation()
  const { installer } = usePorts()
  const { isSuccess, error, isFetching, refetch } = useQuery(installation(installer))
  const problem = isFetching || error === null ? null : describeThrown(error, t, format)
  // The portal calls everyone who may install apps an administrator (portal README, "Start data"); binding shows
  // whether it is true.
  if (problem !== null && error instanceof PortalFailure && error.failure.kind === 'access-denied') {
    return <AdministratorNeeded />
  }
  return (
    <>
      <h1 className="text-heading font-semibold">{t('install.title')}</h1>
      <StatusRegion className="flex flex-col gap-1">
        {isFetching && (
          <p className="flex items-center gap-2">
            <Spinner />
            {t('install.working')}
          </p>
        )}
        {isSuccess && (
          <>
            <p className="font-semibold">{t('install.finishing')}</p>
            <p className="text-muted">{t('install.finishingSlow')}</p>
          </>
        )}
      </StatusRegion>
      {problem !== null && (
        <Notice
          tone="problem"
          title={t('install.failedTitle')}
          actions={<Retry failure={failureOf(error)} variant="primary" onRetry={() => void refetch()} />}
        >
          <p>{`${problem.title}. ${problem.advice}`}</p>
          <p>{t('install.failedNothing')}</p>
        </Notice>
      )}
      <Places />
    </>
  )
}

function AdministratorNeeded(): ReactNode {
  const { t } = useTranslation()
  return (
    <>
      <h1 className="text-heading font-semibold">{t('install.adminTitle')}</h1>
      <p role="alert">
        {t('install.adminText')} {t('install.adminNext')}
      </p>
      <Places />
    </>
  )
}

function Places(): ReactNode {
  const { t } = useTranslation()
  return (
    <section className="flex max-w-xl flex-col gap-1 rounded-card bg-panel p-4">
      <h2 className="font-semibold">{t('install.afterwards')}</h2>
      <ul className="list-disc ps-5 marker:text-faint">
        <li>{t('install.afterwardsTab')}</li>
        <li>{t('install.afterwardsCardMenu')}</li>
        <li>{t('install.afterwardsMenu')}</li>
        <li>{t('install.afterwardsPage')}</li>
      </ul>
    </section>
  )
}
