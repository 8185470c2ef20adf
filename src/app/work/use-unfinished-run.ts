import { useEffect, useState } from 'react'
import { usePorts } from '#features/ports.tsx'

/**
 * Whether this browser holds an unfinished run. Checked whenever the list becomes visible and when another tab starts
 * one, without asking the portal.
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
