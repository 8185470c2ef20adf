/**
 * What a portal's proactive filter may take for HTML or a script. The filter changes such texts in the parameters of
 * batch commands, but not in a single call sent as JSON. This pattern matches more than the filter is known to change.
 */
const LIKE_MARKUP = /[<>]|&#|&\w+;|script\s*:|\bon\w+\s*=|expression\s*\(/iu

/** Whether a batch may change this text. */
export function looksLikeMarkup(text: string): boolean {
  return LIKE_MARKUP.test(text)
}
