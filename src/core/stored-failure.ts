import * as v from 'valibot'
import { failureOfKind, OWN_FAILURES, PORTAL_FAILURES, type OwnFailureKind } from './failure.ts'

/** The app's own failures as earlier versions wrote them: an own code under the nearest of the portal's kinds. */
const EARLIER: ReadonlyMap<string, OwnFailureKind> = new Map([
  ['network APP_CHUNK', 'app-outdated'],
  ['network OFFLINE', 'offline'],
  ['rate-limit NOT_SENT', 'not-sent'],
  ['portal-error COPY_INCOMPLETE', 'copy-incomplete'],
  ['portal-error COPY_NOT_KEPT', 'copy-not-kept'],
  ['portal-error COPY_NOT_SAVED', 'copy-not-saved'],
  ['portal-error COPY_OUTDATED', 'copy-outdated'],
  ['access-denied NO_DOWNLOAD', 'copy-unreadable'],
  ['bad-answer ARCHIVE_PART', 'copy-unreadable'],
  ['bad-answer ARCHIVE_UNREADABLE', 'copy-unreadable'],
  ['bad-answer NOT_ERASED', 'copy-not-erased'],
  ['bad-answer STORE', 'app-fault'],
  ['portal-error BROWSER_STORAGE', 'browser-storage'],
  ['portal-error STILL_THERE', 'still-there'],
  ['portal-error UNKNOWN_FILTER_KEY', 'filter-unknown'],
  ['bad-answer FILTER_NOT_HEEDED', 'filter-ignored'],
  ['bad-answer NOT_ASCENDING', 'filter-ignored'],
  ['portal-error E_MAIL_NOT_SENT', 'not-made'],
])
/** Codes that only said which answer of the portal could not be read. */
const EARLIER_BAD_ANSWERS: ReadonlySet<string> = new Set(['NO_TOTAL', 'NO_ID'])

/** A failure from a store or from another tab, perhaps written by an earlier version. */
export const failureSchema = v.pipe(
  v.object({
    kind: v.picklist([...PORTAL_FAILURES, ...OWN_FAILURES]),
    code: v.string(),
    portalText: v.string(),
    retryAt: v.exactOptional(v.pipe(v.number(), v.finite())),
  }),
  v.transform((stored) => {
    const own = EARLIER.get(`${stored.kind} ${stored.code}`)
    if (own !== undefined) return failureOfKind(own)
    return EARLIER_BAD_ANSWERS.has(stored.code) ? failureOfKind('bad-answer') : stored
  }),
)
