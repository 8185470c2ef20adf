import { useEffect, useReducer } from 'react'

/** Renders once a second while `on`: the time left and what a job waits for also change when nothing happens. */
export function useEverySecond(on: boolean): void {
  const [, again] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    if (!on) return undefined
    const timer = setInterval(again, 1_000)
    return () => clearInterval(timer)
  }, [on])
}
