import { afterEach, describe, expect, it } from 'vitest'
import { env } from 'node:process'
import { itemTime } from './portal-time.ts'

const own = env.TZ
afterEach(() => {
  env.TZ = own
})

const WINTER = Date.UTC(2026, 0, 15, 12)
const SUMMER = Date.UTC(2026, 6, 15, 12)

describe('a time for crm.item.list', () => {
  it('is the portal’s own time, in the form that all portals read', () => {
    expect(itemTime(WINTER, { portalOffset: 180, now: SUMMER })).toBe('2026-01-15 15:00:00')
    expect(itemTime(WINTER, { portalOffset: -300, now: SUMMER })).toBe('2026-01-15 07:00:00')
  })

  it('has an offset of its own before the portal has shown its time', () => {
    expect(itemTime(WINTER, { portalOffset: null, now: SUMMER })).toBe('2026-01-15T12:00:00+00:00')
  })

  it('follows the seasons where portal and person are in one zone', () => {
    env.TZ = 'Europe/Berlin'
    expect(itemTime(WINTER, { portalOffset: 120, now: SUMMER })).toBe('2026-01-15 13:00:00')
    expect(itemTime(SUMMER, { portalOffset: 120, now: SUMMER })).toBe('2026-07-15 14:00:00')
  })
})
