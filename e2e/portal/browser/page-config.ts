import * as v from 'valibot'

const PageConfig = v.object({
  sessid: v.string(),
  userId: v.number(),
  texts: v.record(v.string(), v.string()),
})

/** What the server tells every page's script. */
export const pageConfig = v.parse(PageConfig, readJson(document.getElementById('page-config')))

/** A text of the portal; its key when the page does not have it. */
export function text(key: string): string {
  return pageConfig.texts[key] ?? key
}

/** The data of a `<script type="application/json">`; undefined when the element is not there. */
export function readJson(element: Element | null): unknown {
  return element ? JSON.parse(element.textContent) : undefined
}
