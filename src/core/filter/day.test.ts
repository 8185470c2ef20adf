import { env } from 'node:process'
import { afterEach, expect, it } from 'vitest'
import { momentBefore } from './day.ts'
import { beginOf, endOf } from './filters.ts'

const own = env.TZ
afterEach(() => {
  env.TZ = own
})

it.each([
  // Without the hour from two to three o'clock; with it twice.
  ['Europe/Berlin', '2025-03-30T02:00'],
  ['Europe/Berlin', '2025-03-30T03:00'],
  ['Europe/Berlin', '2025-03-30'],
  ['Europe/Berlin', '2025-10-26T02:00'],
  ['Europe/Berlin', '2025-10-26T02:30'],
  ['Europe/Berlin', '2025-10-26T03:00'],
  ['Europe/Berlin', '2025-10-27'],
  // A day that begins at one o'clock; an hour before midnight that comes twice.
  ['Africa/Cairo', '2024-04-26'],
  ['Africa/Cairo', '2024-04-27'],
  ['Africa/Cairo', '2024-04-26T01:00'],
  ['Africa/Cairo', '2024-11-01T00:00'],
  ['UTC', '2024-03-01'],
  ['UTC', '2025-01-01'],
  ['UTC', '2025-01-01T00:00'],
])('%s: what is before %s ends where it begins', (zone, moment) => {
  env.TZ = zone
  expect(new Date(endOf(momentBefore(moment)))).toEqual(new Date(beginOf(moment)))
})
