/** As every browser still has it; only `navigator.clipboard` is meant for new pages. */
interface Copies {
  execCommand(command: 'copy'): boolean
}

/**
 * Selects the text of a field and copies it; false: the browser refuses. A frame of another origin has no
 * `navigator.clipboard` (portal README, "How the portal opens the app"), but may copy what is selected, right after a
 * press.
 */
export function copyFrom(field: HTMLTextAreaElement): boolean {
  const page: Copies = document
  field.focus()
  field.select()
  return page.execCommand('copy')
}
