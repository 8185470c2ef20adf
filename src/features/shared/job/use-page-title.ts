import { useEffect } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { usePorts } from '../../ports.tsx'

/** Shows how far a job is in the heading of the portal's page, and the app's name again afterwards. */
export function usePageTitle(title: string): void {
  const { host } = usePorts()
  const { t } = useTranslation()
  const name = t('common.appName')
  useEffect(() => host.setTitle(title), [host, title])
  useEffect(() => () => host.setTitle(name), [host, name])
}
