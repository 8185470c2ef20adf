import { useEffect, useState } from 'react'
import { usePorts } from '#features/ports.tsx'

/**
 * Whether this browser holds a run that was not finished; looked at whenever the list comes into sight, without
 * asking the portal.
 */
export function useUnfinishedRun(inSight: boolean): boolean {
  const ports = usePorts()
  const [found, setFound] = useState(false)
  useEffect(() => {
    if (!inSight) return undefined
    let left = false
    void ports.hasUnfinishedRun().then((has) => {
      if (!left) setFound(has)
    })
    return () => {
      left = true
      setFound(false)
    }
  }, [inSight, ports])
  return found
}
