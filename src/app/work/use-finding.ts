import { useCallback, useEffect, useState } from 'react'
import type { BulkPorts } from '#core/ports.ts'

/** How it is looked for what an earlier visit left, or another tab carries out. Keep its identity. */
export interface Search<Finding> {
  readonly nothing: Finding
  find(bulk: BulkPorts): Promise<Finding>
  /** Looks again when it may have changed; the result ends that. */
  whenChanged(bulk: BulkPorts, finding: Finding, lookAgain: () => void): (() => void) | undefined
}

/** What was found, and a way to look again. */
export function useFinding<Finding>(
  bulk: BulkPorts,
  search: Search<Finding>,
): readonly [Finding, () => void] {
  const [finding, setFinding] = useState(search.nothing)
  const [looks, setLooks] = useState(0)
  const lookAgain = useCallback(() => setLooks((now) => now + 1), [])

  useEffect(() => {
    let left = false
    void search.find(bulk).then((found) => {
      if (!left) setFinding(() => found)
    })
    return () => {
      left = true
    }
  }, [bulk, search, looks])

  useEffect(() => search.whenChanged(bulk, finding, lookAgain), [bulk, search, finding, lookAgain])
  return [finding, lookAgain]
}
