// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Ports, WorkPorts } from '#core/ports.ts'
import { PortsContext } from '../ports.tsx'
import { partStore } from '../../../e2e/simulation/part-store.ts'
import { useCopyPlace } from './use-copy-place.ts'

function recoveryWith(inPortal: boolean | null, inBrowser: boolean): WorkPorts {
  const portal = { ...partStore('portal-storage'), ready: () => Promise.resolve(inPortal === true) }
  return {
    recovery: {
      portalStore: () => Promise.resolve(inPortal === null ? null : portal),
      browserStore: { ...partStore('browser'), ready: () => Promise.resolve(inBrowser) },
      retention: { read: () => Promise.resolve(30) },
    },
  } as unknown as WorkPorts
}

function placeWith(work: () => Promise<WorkPorts>) {
  const client = new QueryClient()
  const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
    <PortsContext value={{ work } as Partial<Ports> as Ports}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </PortsContext>
  )
  return renderHook(() => useCopyPlace(false), { wrapper }).result
}

describe('where the copy of one contact will be stored', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  it.each([
    [true, true, 'portal-storage'],
    [false, true, null],
    [null, false, null],
  ])('a portal that keeps it: %s, a browser that does: %s', async (inPortal, inBrowser, portal) => {
    const place = placeWith(() => Promise.resolve(recoveryWith(inPortal, inBrowser)))
    await act(() => vi.advanceTimersByTimeAsync(100))
    expect(place.current).toEqual({
      state: 'known',
      portal,
      browser: inBrowser,
      keepDays: 30,
      portalRefused: false,
    })
  })

  it('is shown once it is known', async () => {
    let come: (work: WorkPorts) => void = () => undefined
    const place = placeWith(() => new Promise((resolve) => (come = resolve)))
    await act(() => vi.advanceTimersByTimeAsync(100))
    expect(place.current).toEqual({ state: 'asking' })
    come(recoveryWith(true, true))
    await act(() => vi.advanceTimersByTimeAsync(100))
    expect(place.current).toMatchObject({ state: 'known' })
  })
})
