import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { usePorts } from '#features/ports.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import type { MenuAction } from '#ui/overlays/menu.tsx'

type Note = Pick<MenuAction, 'badge' | 'description'>

/** How many saved clean-ups are due, looked at whenever the list comes in sight. Without the file nothing is said to be. */
export function useDue(inSight: boolean): Note {
  const { settings } = usePorts()
  const { t } = useTranslation()
  const client = useQueryClient()
  const [note, setNote] = useState<Note>({})
  useEffect(() => {
    if (inSight && settings.atOpening('cleanUps').some(Boolean))
      import('#features/clean-up/saved/due-note.tsx').then(
        ({ dueNote }) => setNote(dueNote(settings, client, t)),
        () => undefined,
      )
  }, [inSight, settings, client, t])
  return note
}
