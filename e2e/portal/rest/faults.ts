import type { Fault, FaultScript } from '../contract.ts'

/** A script that hands out its faults as calls come in. */
export interface LiveFaultScript extends FaultScript {
  /**
   * The troubles that hit a call of this method, in the order they were written; counts them as used.
   * @param onUsedConnection whether the connection has served a request before; `reset-after` waits for such a one
   */
  strike(method: string, onUsedConnection: boolean): Fault[]
}

export function createFaultScript(): LiveFaultScript {
  let waiting: { fault: Fault; toSkip: number; left: number }[] = []
  return {
    add(fault) {
      waiting.push({ fault, toSkip: fault.skip ?? 0, left: fault.times ?? 1 })
    },
    clear() {
      waiting = []
    },
    get active() {
      return waiting.map(({ fault }) => fault)
    },
    strike(method, onUsedConnection) {
      const hits: Fault[] = []
      for (const entry of waiting) {
        if (!matches(entry.fault.method, method)) continue
        if (entry.fault.kind.type === 'reset-after' && !onUsedConnection) continue
        if (entry.toSkip > 0) {
          entry.toSkip--
          continue
        }
        entry.left--
        hits.push(entry.fault)
      }
      waiting = waiting.filter(({ left }) => left > 0)
      return hits
    },
  }
}

/** `*` stands for any run of characters, so `crm.*` is every CRM method. */
function matches(pattern: string, method: string): boolean {
  const expression = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.?+^$()|[\]{}\\]/g, '\\$&'))
  return new RegExp(`^${expression.join('.*')}$`).test(method.toLowerCase())
}
