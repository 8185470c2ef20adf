import { useEffect, useMemo, useState } from 'react'
import type { TableLayout } from '#core/list/guess-columns.ts'
import { readList, readListInSteps, type ListReading, type ReadChoices } from '#core/list/read-list.ts'
import type { Cells } from '#core/list/table.ts'

/** Longer lists are read in steps, so that the page can respond in between. */
const AT_ONCE = 10_000

/** The list read with these choices; null: there is none, or it is still being read. */
export function useListReading(
  cells: Cells | null,
  layout: TableLayout | null,
  { grouping, withHidden }: ReadChoices,
): ListReading | null {
  const task = useMemo(
    () => (cells === null || layout === null ? null : { cells, layout, choices: { grouping, withHidden } }),
    [cells, layout, grouping, withHidden],
  )
  const isLong = task !== null && task.cells.rows.length > AT_ONCE
  const atOnce = useMemo(
    () => (task === null || isLong ? null : readList(task.cells, task.layout, task.choices)),
    [task, isLong],
  )
  const [later, setLater] = useState<{ of: object; reading: ListReading } | null>(null)

  useEffect(() => {
    if (task === null || !isLong) return undefined
    const steps = readListInSteps(task.cells, task.layout, task.choices)
    let timer: ReturnType<typeof setTimeout>
    const next = (): void => {
      const step = steps.next()
      if (step.done === true) setLater({ of: task, reading: step.value })
      else timer = setTimeout(next)
    }
    timer = setTimeout(next)
    return () => clearTimeout(timer)
  }, [task, isLong])

  if (!isLong) return atOnce
  return later?.of === task ? later.reading : null
}
