// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import type { Picture } from '#core/clean-up/counted.ts'
import { openPictureStore } from './picture-store.ts'

afterEach(() => vi.restoreAllMocks())

const counted = (total: number) => ({ total }) as Picture

it('what another tab forgot is not shown again', () => {
  const [one, other] = [openPictureStore('m'), openPictureStore('m')]
  one.write(counted(7))
  expect(other.read()).toEqual({ total: 7 })
  other.write(null)
  expect(one.read()).toBeNull()
})

it('what the browser does not store is remembered by the page, in place of what it stored before', () => {
  const store = openPictureStore('full')
  store.write(counted(7))
  const { localStorage } = window
  const setItem = vi.fn<Storage['setItem']>(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const full = {
    setItem,
    getItem: (key: string) => localStorage.getItem(key),
    removeItem: (key: string) => localStorage.removeItem(key),
  }
  vi.spyOn(window, 'localStorage', 'get').mockReturnValue(full as unknown as Storage)
  store.write(counted(8))
  expect(setItem).toHaveBeenCalledOnce()
  expect(store.read()).toEqual({ total: 8 })
  store.write(null)
  expect(store.read()).toBeNull()
})
