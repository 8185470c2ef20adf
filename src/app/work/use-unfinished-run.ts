import { useEffect, useState } from 'react'
import { usePorts } from '#features/ports.tsx'

/**
 * Whether this browser holds a run that was not finished; looked at whenever the list comes into sight and when another
 * tab begins one, without asking the portal.
 */
export function useUnfinishedRun(inSight: boolean): boolean {
  const ports = usePorts()
  const [found, setFound] = useState(false)
  useEffect(() => {
    if (!inSight) return undefined
    const end = ports.watchUnfinishedRun(setFound)
    return () => {
      end()
      setFound(false)
    }
  }, [inSight, ports])
  return found
}
