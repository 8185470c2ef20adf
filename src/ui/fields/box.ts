/** The look of a field that is typed into or chosen from. */
export const BOX =
  'min-h-8 w-full rounded-control border border-edge bg-panel px-2 text-body text-ink placeholder:text-muted ' +
  // iOS zooms into fields below 16 px.
  'max-sm:text-title pointer-coarse:text-title ' +
  'focus-visible:outline-offset-0'
