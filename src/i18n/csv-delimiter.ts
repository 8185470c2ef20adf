import type { Delimiter } from '#core/deletion/report-csv.ts'
import type { Format } from './format.ts'

/** In languages that write 1,5 with a comma, Excel accepts only semicolons between cells. */
export function delimiterFor(format: Format): Delimiter {
  return format.number(1.5).includes(',') ? ';' : ','
}
