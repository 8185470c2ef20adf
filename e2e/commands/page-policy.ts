/** The Content-Security-Policy that a page states itself, and what in the page would break it. */

const POLICY = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/i

/** As written; '' if the page states none. */
export function policyOf(page: string): string {
  return POLICY.exec(page)?.[1] ?? ''
}

/**
 * What every page of the app must forbid; a list of sources is exact. `connect-src` alone is open, because nobody knows
 * the name of the portal beforehand.
 */
const DEMANDED: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'connect-src': '*',
  'object-src': "'none'",
  'frame-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

/** One line for each thing that is missing, weaker, or could not run under the policy. */
export function policyProblems(page: string): string[] {
  const stated = new Map(
    policyOf(page)
      .split(';')
      .map((directive) => directive.trim())
      .map((directive): [string, string] => [
        directive.split(' ', 1)[0] ?? '',
        directive.split(' ').slice(1).join(' '),
      ]),
  )
  const weaker = Object.entries(DEMANDED)
    .filter(([name, sources]) => stated.get(name) !== sources)
    .map(([name, sources]) => `its policy does not say: ${name} ${sources}`)
  const first = page.search(/<(?:script|link)\b/i)
  return [
    ...weaker,
    ...(first >= 0 && first < page.search(POLICY) ? ['loads something before its policy'] : []),
    ...(/<meta\s+name="referrer"\s+content="no-referrer"/i.test(page)
      ? []
      : ['would send its address along']),
    ...(/<script\b(?![^>]*\bsrc=)/i.test(page) ? ['has a script in the page'] : []),
    ...(/<style\b/i.test(page) ? ['has styles in the page'] : []),
    ...(/<[^>]+\s(?:on\w+|style)\s*=/i.test(page) ? ['has a handler or a style in an attribute'] : []),
  ]
}
