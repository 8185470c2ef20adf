import { buildIfNeeded } from '../commands/build.ts'

/** What Playwright tests is the built app, never the sources. */
export default buildIfNeeded
