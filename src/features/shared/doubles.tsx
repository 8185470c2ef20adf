import type { ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button, IconButton } from '#ui/button.tsx'
import { PortalLink } from '#ui/portal-link.tsx'
import { usePorts } from '../ports.tsx'
import { contactPath } from '#features/shared/portal-paths.ts'

/**
 * Asks whether to delete a contact that restores made twice, by the question that is asked of any contact.
 * @param onGone called when it is deleted
 */
export type AskAboutDouble = (
  subject: { readonly id: number; readonly name: string },
  onGone: () => void,
) => void

interface DeletingProps {
  name: string
  /** Absent: nothing can be deleted here. */
  onDelete?: ((subject: { readonly id: number; readonly name: string }) => void) | undefined
  /** Where there is room for a sign only. */
  compact?: boolean
}

/** The other contacts that restores made of the same, each with a button to delete it. */
export function Doubles({ ids, ...deleting }: DeletingProps & { ids: readonly number[] }): ReactNode {
  const { t } = useTranslation()
  const { host } = usePorts()
  return ids.map((id) => {
    const path = contactPath(id)
    return (
      <span key={id} className="inline-flex shrink-0 items-center gap-1">
        <PortalLink href={host.origin + path} onOpen={() => host.openPath(path)}>
          {t('restore.second', { id })}
        </PortalLink>
        <DeleteDouble id={id} {...deleting} />
      </span>
    )
  })
}

/** Where it is not known which of them is complete, the first one has the button, too. */
export function DeleteDouble({ id, name, onDelete, compact }: DeletingProps & { id: number }): ReactNode {
  const { t } = useTranslation()
  if (onDelete === undefined) return null
  const label = t('restore.deleteSecondOf', { name, id })
  const act = (): void => onDelete({ id, name })
  return compact === true ? (
    <IconButton icon="trash" label={label} onClick={act} className="-my-1.5 shrink-0" />
  ) : (
    <Button variant="quiet" icon="trash" aria-label={label} onClick={act}>
      {t('restore.deleteSecond')}
    </Button>
  )
}
