/** Numbers, money and times in the portal's language and the person's own time zone. */
export interface Format {
  number(value: number): string
  /** A share from 0 to 1, e.g. "12%"; below one percent with the first digit that is not 0. */
  percent(share: number): string
  /** An amount with its currency; a plain number if Intl does not know the portal's code. */
  money(value: number, currency: string): string
  /** A day as the portal writes it, e.g. "23.11.2026"; in English "Nov 23, 2026". `at` in Unix ms. */
  day(at: number): string
  /** A day with its time. */
  moment(at: number): string
  /** A time of day with seconds, e.g. "10:15:20". */
  time(at: number): string
  /** "a, b and c". */
  list(items: readonly string[]): string
}

/** @param language BCP 47: the portal's language, which numbers and dates follow */
export function createFormat(language: string): Format {
  // As the portal writes them: no Thai years, and digits that can be typed on every keyboard.
  const tag = `${language}-u-ca-gregory-nu-latn`
  const number = new Intl.NumberFormat(tag)
  const day = new Intl.DateTimeFormat(tag, dayStyle(tag))
  const moment = new Intl.DateTimeFormat(tag, { ...dayStyle(tag), ...MINUTES })
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'medium' })
  const isRightToLeft = language === 'ar'
  const list = new Intl.ListFormat(tag)
  return {
    number: (value) => number.format(value),
    percent: (share) =>
      new Intl.NumberFormat(tag, {
        style: 'percent',
        ...(share < 0.01 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 0 }),
      }).format(share),
    money: (value, currency) => money(tag, value, currency, isRightToLeft),
    day: (at) => day.format(at),
    moment: (at) => moment.format(at),
    time: (at) => time.format(at),
    // Names of the other direction must not carry the words between them along.
    list: (items) => list.format(isRightToLeft ? items.map((item) => `\u2068${item}\u2069`) : items),
  }
}

const MINUTES: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit' }

/** Numbers, as the portal writes days, but in English, where 11/12/2026 may be either day. */
function dayStyle(tag: string): Intl.DateTimeFormatOptions {
  const month = tag.startsWith('en') ? 'short' : '2-digit'
  return { year: 'numeric', month, day: month === 'short' ? 'numeric' : '2-digit' }
}

function money(tag: string, value: number, currency: string, isRightToLeft: boolean): string {
  try {
    const parts = new Intl.NumberFormat(tag, {
      style: 'currency',
      currency,
      trailingZeroDisplay: 'stripIfInteger',
    }).formatToParts(value)
    // "US$" would lose its sign to the other side.
    return parts
      .map(({ type, value: text }) => (type === 'currency' && isRightToLeft ? `\u2068${text}\u2069` : text))
      .join('')
  } catch {
    // A portal may have its own currencies; Intl refuses codes that are not three letters.
    return `${new Intl.NumberFormat(tag).format(value)} ${currency}`.trim()
  }
}
