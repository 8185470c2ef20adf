declare module 'virtual:place-titles' {
  /** By the portal's language code, then by the text's ID. */
  const titles: Readonly<Record<string, Readonly<Record<string, string>>>>
  export default titles
}

declare module 'virtual:catalogue/*' {
  import type { Messages } from '@lingui/core'
  const messages: Messages
  export default messages
}
