import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launchBrowser } from '../tools/browser.ts'
import { ROOT } from '../tools/files.ts'

/**
 * `npm run icon`: public/icon.png from public/icon.svg. The marketplace wants a square of 250 to 650 px without
 * transparency (portal README, "The ZIP").
 */
const SIDE = 512

const svg = readFileSync(join(ROOT, 'public/icon.svg'), 'utf8')
const browser = await launchBrowser()
const page = await browser.newPage({ viewport: { width: SIDE, height: SIDE } })
await page.setContent(
  `<style>body{margin:0}svg{display:block;width:${SIDE}px;height:${SIDE}px}</style>${svg}`,
)
await page.screenshot({ path: join(ROOT, 'public/icon.png'), omitBackground: false })
await browser.close()
