import type { ServerResponse } from 'node:http'
import type { LocalPortal } from '../portal.ts'

/** Not the real portal's: what the control page and scripts use. */
export function handleControl(
  portal: LocalPortal,
  method: string,
  url: string,
  body: string,
  res: ServerResponse,
): void {
  void [portal, method, url, body]
  res.writeHead(404).end()
}
