import { html } from './html.ts'
import { page, type Answer, type Visit } from './http.ts'
import { shell } from './shell.ts'
import { textsFor } from './texts.ts'

/** /__portal/: what the portal has heard over REST, and its switches. */
export function controlPage(visit: Visit): Answer {
  return page(shell(visit, textsFor(visit.portal.settings.lang).behindTheScenes, html`<p></p>`))
}
