import type { Params } from './php-query.ts'
import { isMap } from './php-query.ts'

/** How the portal writes values down, and reads what clients write. */

const OFFSET_HOURS = 3

/** Unix seconds → `2026-03-01T12:00:00+03:00`: the portal's server stands in Moscow time. */
export function isoDate(seconds: number): string {
  const local = Math.floor(seconds) + OFFSET_HOURS * 3600
  const day = Math.floor(local / DAY)
  const date = DATES.get(day) ?? new Date(day * DAY * 1000).toISOString().slice(0, 11)
  DATES.set(day, date)
  const time = local - day * DAY
  return `${date}${two(time / 3600)}:${two((time / 60) % 60)}:${two(time % 60)}+03:00`
}

const DAY = 86_400
/** `2026-03-01T` by the day since 1970: lists of thousands of contacts have the same few. */
const DATES = new Map<number, string>()

function two(number: number): string {
  const whole = Math.floor(number)
  return whole < 10 ? `0${whole}` : String(whole)
}

/** What a filter says of a moment → Unix seconds. Without an offset it is the server's time. NaN: not a date. */
export function readDate(value: unknown): number {
  const text = scalar(value).trim()
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return Date.parse(`${text}T00:00:00+03:00`) / 1000
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/.test(text))
    return Date.parse(`${text.replace(' ', 'T')}+03:00`) / 1000
  const german = /^(\d\d)\.(\d\d)\.(\d{4})(?: (\d\d:\d\d(?::\d\d)?))?$/.exec(text)
  if (german !== null) {
    const [, day = '', month = '', year = '', time = '00:00:00'] = german
    return Date.parse(`${year}-${month}-${day}T${time}+03:00`) / 1000
  }
  return Date.parse(text) / 1000
}

export const yesNo = (value: boolean): 'Y' | 'N' => (value ? 'Y' : 'N')

/** A PHP map in JSON: `[]` when empty, a list when its keys are 0…n−1, else an object. */
export function phpMap(map: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.entries(map)
  return entries.every(([key], i) => key === String(i)) ? entries.map(([, value]) => value) : map
}

/** A scalar as text; anything else as nothing. */
export function scalar(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  return ''
}

/** PHP's (int): the leading digits, 0 without any, 1 for a filled array. */
export function toInt(value: unknown): number {
  if (isMap(value)) return Object.keys(value).length > 0 ? 1 : 0
  if (value === true) return 1
  const match = /^\s*[+-]?\d+/.exec(scalar(value))
  return match === null ? 0 : Number(match[0])
}

/** A parameter by name: as written, in capitals or in small letters, as the CRM methods resolve them. */
export function param(params: Params, name: string): unknown {
  return params[name] ?? params[name.toLowerCase()] ?? params[name.toUpperCase()]
}

/** A parameter that is a map; an empty one if it is missing or something else. */
export function mapParam(params: Params, name: string): Params {
  const value = param(params, name)
  return isMap(value) ? value : {}
}

/** A scalar or a list, as a list of values. */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return isMap(value) ? Object.values(value) : [value]
}
