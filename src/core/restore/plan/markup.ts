/**
 * What a portal's proactive filter may take for HTML or a script. It looks at the parameters of batch commands and changes
 * such texts; a call of its own, sent as JSON, is not looked at. More is suspected here than is known to be changed.
 */
const LIKE_MARKUP = /[<>]|&#|&\w+;|script\s*:|\bon\w+\s*=|expression\s*\(/iu

/** Whether a text may come out of a batch other than it was. */
export function looksLikeMarkup(text: string): boolean {
  return LIKE_MARKUP.test(text)
}
