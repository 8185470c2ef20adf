import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { usePorts } from '#features/ports.tsx'

/** How many saved clean-ups are due, looked at whenever the list comes in sight. Without the file nothing is said to be. */
export function useDue(inSight: boolean): number {
  const { settings } = usePorts()
  const client = useQueryClient()
  const [due, setDue] = useState(0)
  useEffect(() => {
    if (inSight && settings.atOpening('cleanUps').some(Boolean))
      import('#features/clean-up/saved/count-due.ts').then(
        ({ countDue }) => setDue(countDue(settings, client)),
        () => undefined,
      )
  }, [inSight, settings, client])
  return due
}
