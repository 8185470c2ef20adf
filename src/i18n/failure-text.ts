import { failureOf, unreachable, type Failure, type FailureKind } from '#core/failure.ts'
import type { Format } from './format.ts'
import type { Text } from './translation.tsx'

/** A failure in words: what happened, without a full stop, and what to do about it, in sentences. */
export interface FailureText {
  readonly title: string
  readonly advice: string
}

/**
 * The words for a failure. The portal's own words follow ours as a quotation: they are often cryptic, and never stand
 * alone.
 */
export function describeFailure(failure: Failure, t: Text, format: Format): FailureText {
  const { title, advice } = ourWords(failure, t, format)
  return { title, advice: [advice, ...portalWords(failure, t)].join(' ') }
}

/** The words for anything thrown: what is not a PortalFailure is a fault of the app. */
export function describeThrown(thrown: unknown, t: Text, format: Format): FailureText {
  return describeFailure(failureOf(thrown), t, format)
}

function ourWords(failure: Failure, t: Text, format: Format): FailureText {
  switch (failure.kind) {
    case 'access-denied':
      return { title: t('failure.accessDenied'), advice: t('failure.accessDeniedAdvice') }
    case 'not-admitted':
      return { title: t('failure.notAdmitted'), advice: t('failure.notAdmittedAdvice') }
    case 'blocked':
      return { title: t('failure.blocked'), advice: t('failure.blockedAdvice') }
    case 'not-found':
      return { title: t('failure.notFound'), advice: t('failure.notFoundAdvice') }
    case 'invalid-id':
      return { title: t('failure.invalidId'), advice: t('failure.invalidIdAdvice') }
    case 'auth':
      return { title: t('failure.auth'), advice: t('failure.authAdvice') }
    case 'scope':
      return { title: t('failure.scope'), advice: t('failure.scopeAdvice') }
    case 'plan':
      return { title: t('failure.plan'), advice: t('failure.planAdvice') }
    case 'app-removed':
      return { title: t('failure.appRemoved'), advice: t('failure.appRemovedAdvice') }
    case 'rate-limit':
      return { title: t('failure.rateLimit'), advice: t('failure.rateLimitAdvice') }
    case 'operating-limit':
      return { title: t('failure.operatingLimit'), advice: operatingAdvice(failure, t, format) }
    case 'method-gone':
      return { title: t('failure.methodGone'), advice: t('failure.methodGoneAdvice') }
    case 'network':
      return { title: t('failure.network'), advice: t('failure.networkAdvice') }
    case 'timeout':
      return { title: t('failure.timeout'), advice: t('failure.timeoutAdvice') }
    case 'bad-answer':
      return { title: t('failure.badAnswer'), advice: t('failure.badAnswerAdvice') }
    case 'portal-error':
      return { title: t('failure.portalError'), advice: t('failure.portalErrorAdvice') }
    case 'app-outdated':
      return { title: t('failure.appOutdated'), advice: t('failure.appOutdatedAdvice') }
    case 'app-fault':
      return { title: t('failure.unexpected'), advice: t('failure.unexpectedAdvice') }
    case 'offline':
      return { title: t('failure.offline'), advice: t('failure.offlineAdvice') }
    case 'not-sent':
      return { title: t('failure.notSent'), advice: t('failure.notSentAdvice') }
    case 'copy-incomplete':
      return { title: t('failure.copyIncomplete'), advice: t('deletion.copyIncompleteAdvice') }
    case 'copy-not-kept':
      return { title: t('failure.copyNotKept'), advice: t('failure.copyNotKeptAdvice') }
    case 'copy-not-saved':
      return { title: t('failure.copyNotSaved'), advice: t('deletion.copyNotSavedAdvice') }
    case 'copy-outdated':
      return { title: t('failure.copyOutdated'), advice: t('deletion.copyOutdatedAdvice') }
    case 'copy-unreadable':
      return { title: t('failure.copyUnreadable'), advice: t('failure.copyUnreadableAdvice') }
    case 'copy-not-erased':
      return { title: t('failure.copyNotErased'), advice: t('failure.copyNotErasedAdvice') }
    case 'record-not-kept':
      return { title: t('failure.recordNotKept'), advice: t('failure.copyNotErasedAdvice') }
    case 'browser-storage':
      return { title: t('failure.browserStorage'), advice: t('failure.browserStorageAdvice') }
    case 'still-there':
      return { title: t('failure.stillThere'), advice: t('failure.stillThereAdvice') }
    case 'filter-unknown':
      return { title: t('failure.filterUnknown'), advice: t('failure.filterUnknownAdvice') }
    case 'filter-ignored':
      return { title: t('failure.filterIgnored'), advice: t('failure.filterIgnoredAdvice') }
    case 'not-made':
      return { title: t('failure.notMade'), advice: t('failure.notMadeAdvice') }
    default:
      return unreachable(failure.kind)
  }
}

function operatingAdvice(failure: Failure, t: Text, format: Format): string {
  return failure.retryAt === undefined
    ? t('failure.operatingLimitAdvice')
    : t('failure.operatingLimitUntil', { time: format.time(failure.retryAt) })
}

/** Only if our words leave the cause open: otherwise the portal's would only repeat it. */
function portalWords({ kind, code, portalText }: Failure, t: Text): string[] {
  if (!QUOTED.has(kind) && (kind !== 'access-denied' || PLAIN_DENIAL.test(portalText))) return []
  return [
    ...(portalText === '' ? [] : [t('failure.portalWords', { words: portalText })]),
    ...(code === '' ? [] : [t('failure.code', { code })]),
  ]
}

/** Says no more than ours. */
const PLAIN_DENIAL = /^(?:access denied|доступ запрещ[её]н)?[\s.!]*$/iu

/** Kinds that our words leave open. */
const QUOTED: ReadonlySet<FailureKind> = new Set([
  'portal-error',
  'plan',
  'method-gone',
  'not-admitted',
  'blocked',
])
