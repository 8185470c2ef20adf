import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerFile } from '../../tools/app-site.ts'

/** Where on the portal's own host the app lies, with both slashes. */
export const APP_ON_PORTAL = '/local/tidy-contacts/'

/** Answers with a file of the app; false: this is no address of it. A portal's own PHP answers a POST with the page, too. */
export async function answerAppFolder(
  folder: string | undefined,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<boolean> {
  if (folder === undefined || !(req.url ?? '').startsWith(APP_ON_PORTAL)) return false
  await answerFile(req, (status, headers = {}) => res.writeHead(status, headers), {
    folder,
    path: APP_ON_PORTAL,
    answersPost: true,
  })
  return true
}
