import { unreachable, type Failure } from '#core/failure.ts'

/** Whether the portal will refuse this reading again, however often it is asked. */
export function isForGood(failure: Failure): boolean {
  switch (failure.kind) {
    case 'access-denied':
    case 'not-found':
    case 'invalid-id':
    case 'scope':
    case 'not-admitted':
    case 'plan':
    case 'method-gone':
    case 'copy-incomplete':
    case 'copy-not-kept':
    case 'copy-not-saved':
    case 'copy-outdated':
    case 'browser-storage':
    case 'still-there':
    case 'filter-unknown':
    case 'not-made':
      return true
    case 'portal-error':
      return !/^(HTTP_5|INTERNAL_SERVER_ERROR$|ERROR_UNEXPECTED_ANSWER$)/u.test(failure.code)
    case 'auth':
    case 'blocked':
    case 'app-removed':
    case 'rate-limit':
    case 'operating-limit':
    case 'network':
    case 'timeout':
    case 'bad-answer':
    case 'app-outdated':
    case 'app-fault':
    case 'offline':
    case 'not-sent':
    case 'copy-unreadable':
    case 'copy-not-erased':
    case 'record-not-kept':
    case 'filter-ignored':
      return false
    default:
      return unreachable(failure.kind)
  }
}
