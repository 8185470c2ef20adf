import { useCallback, useEffect, useState } from 'react'
import type { WorkPorts } from '#core/ports.ts'

/** Looks for a job that an earlier visit left or another tab carries out. Must be the same object on each render. */
export interface Search<Finding> {
  readonly nothing: Finding
  find(work: WorkPorts): Promise<Finding>
  /** Calls `lookAgain` when the job may have changed; the returned function ends that. */
  whenChanged(work: WorkPorts, finding: Finding, lookAgain: () => void): (() => void) | undefined
}

/** What was found, and a way to look again. */
export function useFinding<Finding>(
  work: WorkPorts,
  search: Search<Finding>,
): readonly [Finding, () => void] {
  const [finding, setFinding] = useState(search.nothing)
  const [looks, setLooks] = useState(0)
  const lookAgain = useCallback(() => setLooks((now) => now + 1), [])

  useEffect(() => {
    let left = false
    void search.find(work).then((found) => {
      if (!left) setFinding(() => found)
    })
    return () => {
      left = true
    }
  }, [work, search, looks])

  useEffect(() => search.whenChanged(work, finding, lookAgain), [work, search, finding, lookAgain])
  return [finding, lookAgain]
}
