import type { TestPortal } from '../portal/testing.ts'
import type { Clock } from '../../src/core/job/ports.ts'

/** Time that passes when somebody waits for it. */
export function clockOf(test: TestPortal): Clock {
  return {
    now: test.portal.now,
    at(time, wake) {
      const waiting = setImmediate(() => {
        test.pass(Math.max(0, time - test.portal.now()) / 1000)
        wake()
      })
      return () => clearImmediate(waiting)
    },
  }
}
