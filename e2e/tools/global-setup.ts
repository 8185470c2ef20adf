import { buildIfNeeded } from './build.ts'

/** What Playwright tests is the built app, never the sources. */
export default buildIfNeeded
