// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useReshown } from './use-reshown.ts'

let height = 100
let hidden = false
const onShown = vi.fn<() => void>()

/** Something that happens at this time, in ms. */
function happens(to: EventTarget, name: string, at: number): void {
  const event = new Event(name)
  Object.defineProperty(event, 'timeStamp', { value: at })
  to.dispatchEvent(event)
}

describe('an app that is shown again', () => {
  beforeEach(() => {
    ;[height, hidden] = [100, false]
    onShown.mockClear()
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => (hidden ? 'hidden' : 'visible'))
    const element = document.createElement('div')
    Object.defineProperty(element, 'offsetHeight', { get: () => height })
    renderHook(() => useReshown({ current: element }, onShown))
  })
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  describe.each([
    ['the pointer', (): EventTarget => document.documentElement, 'mouseleave', 'mouseenter'],
    ['the focus', (): EventTarget => window, 'blur', 'focus'],
  ])('%s', (_, to, leave, come) => {
    it('counts where it comes back after a while, once', () => {
      happens(to(), leave, 1000)
      expect(onShown).not.toHaveBeenCalled()
      happens(to(), come, 6000)
      happens(to(), come, 12_000)
      expect(onShown).toHaveBeenCalledOnce()
    })

    it('does not where it comes for the first time or was not away for long', () => {
      happens(to(), come, 9000)
      happens(to(), leave, 10_000)
      happens(to(), come, 14_999)
      expect(onShown).not.toHaveBeenCalled()
    })

    it('does not after the report that the app is in sight again', () => {
      happens(to(), leave, 1000)
      hidden = true
      happens(document, 'visibilitychange', 1100)
      hidden = false
      happens(document, 'visibilitychange', 8000)
      expect(onShown).toHaveBeenCalledOnce()
      happens(to(), come, 9000)
      expect(onShown).toHaveBeenCalledOnce()
    })

    it('counts from when the first of both left', () => {
      happens(document.documentElement, 'mouseleave', 1000)
      happens(window, 'blur', 4000)
      happens(to(), come, 6000)
      expect(onShown).toHaveBeenCalledOnce()
    })

    it('is not listened to once the app is gone', () => {
      happens(to(), leave, 1000)
      cleanup()
      happens(to(), come, 9000)
      expect(onShown).not.toHaveBeenCalled()
    })
  })

  it('is not in sight while its tab has no height', () => {
    height = 0
    happens(document, 'visibilitychange', 1000)
    expect(onShown).not.toHaveBeenCalled()
    height = 100
    happens(document, 'visibilitychange', 2000)
    expect(onShown).toHaveBeenCalledOnce()
  })
})
