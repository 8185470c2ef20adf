import type { Reply } from '../rest/call.ts'
import type { Params } from '../rest/php-query.ts'
import { param, toInt } from '../rest/wire.ts'

export const PAGE = 50

/** Where a list begins and whether it is counted. `start` −1: no counting. */
export interface Start {
  offset: number
  counted: boolean
}

/** The old lists know pages, not offsets: start is rounded down to a whole page. */
export function oldStart(params: Params): Start {
  const start = toInt(param(params, 'start'))
  return start < 0
    ? { offset: 0, counted: false }
    : { offset: Math.floor(start / PAGE) * PAGE, counted: true }
}

/** Controllers (crm.item.*) take the offset as it is. */
export function controllerStart(params: Params): Start {
  const start = toInt(param(params, 'start'))
  return { offset: Math.max(start, 0), counted: start >= 0 }
}

/** An old list's answer: total always, 0 when not counted; next only if there is more. */
export function oldPage(result: unknown, { offset, counted }: Start, total: number): Reply {
  if (!counted) return { result, total: 0 }
  return { result, total, ...(offset + PAGE < total ? { next: offset + PAGE } : {}) }
}

/** A controller's answer: not counted means neither total nor next. */
export function controllerPage(result: unknown, { offset, counted }: Start, total: number): Reply {
  if (!counted) return { result }
  return { result, total, ...(offset + PAGE < total ? { next: offset + PAGE } : {}) }
}
