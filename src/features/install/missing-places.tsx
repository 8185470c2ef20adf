import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { failureOf } from '#core/failure.ts'
import type { AppPlace, Installer } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import type { MessageId } from '#i18n/catalogue.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { placeTitles } from './place-titles.ts'

const NAMES: Record<AppPlace, MessageId> = {
  'card-tab': 'install.placeTab',
  'card-menu': 'install.placeCardMenu',
  'row-menu': 'install.placeMenu',
  'list-toolbar': 'install.placeToolbar',
}

/** Asked once per visit; if it cannot be read, nothing is called missing. */
const missingPlaces = (installer: Installer) =>
  queryOptions({
    queryKey: ['missing-places'],
    queryFn: () => installer.missingPlaces(),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })

/** Tells an administrator that the app is not in all its places, and adds it there. Shows nothing to others. */
export function MissingPlaces(): ReactNode {
  const { t, format } = useTranslation()
  const { installer } = usePorts()
  const { data: places = [] } = useQuery(missingPlaces(installer))
  const [isClosed, setClosed] = useState(false)
  const add = useMutation({ mutationFn: () => installer.bindPlaces(placeTitles()) })
  if (places.length === 0 || isClosed) return null
  const close = <Button onClick={() => setClosed(true)}>{t('common.close')}</Button>
  if (add.isSuccess) {
    return (
      <Notice tone="success" title={t('install.placesAdded')} actions={close}>
        {t('install.placesAddedText')}
      </Notice>
    )
  }
  const problem = add.error === null ? null : describeThrown(add.error, t, format)
  return (
    <Notice
      tone={problem === null ? 'info' : 'problem'}
      title={t(problem === null ? 'install.placesMissing' : 'install.placesFailed')}
      actions={
        <>
          {failureOf(add.error).kind !== 'blocked' && (
            <Button variant="primary" disabled={add.isPending} onClick={() => add.mutate()}>
              {t(problem === null ? 'install.placesAdd' : 'common.retry')}
            </Button>
          )}
          {close}
        </>
      }
    >
      {problem === null
        ? t('install.placesMissingText', { places: format.list(places.map((place) => t(NAMES[place]))) })
        : `${problem.title}. ${problem.advice}`}
    </Notice>
  )
}
