import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { readIds } from '#core/records/id-text.ts'
import type { RunRecord } from '#core/records/record.ts'
import { contactName } from '#i18n/contact-name.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { usePorts } from '../ports.tsx'
import { DeleteDouble, Doubles, type AskAboutDouble } from '../shared/doubles.tsx'
import { dossierQueries } from '../shared/dossier-queries.ts'
import { recordQueries, type FindDoubles } from './record-queries.ts'
import { contactPath } from '#features/shared/portal-paths.ts'

export interface DoublesAccess {
  readonly find: FindDoubles
  /** Absent: no deleting here. */
  readonly onDelete?: AskAboutDouble | undefined
}

const MOST = 100

/** The contacts that a restore may have made twice, as far as they are there twice now. */
export function RecordedDoubles({
  record,
  find,
  onDelete,
}: DoublesAccess & { record: RunRecord }): ReactNode {
  const { t } = useTranslation()
  const { host, dossiers } = usePorts()
  const client = useQueryClient()
  const oldIds = readIds(record.contacts?.doubled ?? '').slice(0, MOST)
  const { data, refetch } = useQuery({
    ...recordQueries.doubles(find, oldIds),
    enabled: record.kind === 'restore' && oldIds.length > 0,
  })

  /** Records hold no names. */
  async function ask(id: number, act: AskAboutDouble): Promise<void> {
    const name = await client.query(dossierQueries.of(dossiers, id)).then(
      ({ contact }) => contactName(contact, t),
      () => t('common.contactId', { id: String(id) }),
    )
    act({ id, name }, () => void refetch())
  }

  return [...(data ?? [])].map(([oldId, [newId = 0, ...others]]) => {
    const path = contactPath(newId)
    const deleting = {
      name: t('common.contactId', { id: String(oldId) }),
      onDelete: onDelete && (({ id }: { readonly id: number }) => void ask(id, onDelete)),
    }
    return (
      <p key={oldId} className="flex flex-wrap items-center gap-2">
        <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)}>
          {t('restore.oldToNew', { oldId, newId })}
        </PortalLink>
        <DeleteDouble id={newId} {...deleting} />
        <Doubles ids={others} {...deleting} />
      </p>
    )
  })
}
