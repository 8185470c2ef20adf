import type { Delimiter } from '#core/deletion/report-csv.ts'
import type { Format } from './format.ts'

/** Excel of a language that writes 1,5 with a comma takes only semicolons between cells. */
export function delimiterFor(format: Format): Delimiter {
  return format.number(1.5).includes(',') ? ';' : ','
}
