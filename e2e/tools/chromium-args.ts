/**
 * Features that Playwright switches off too, but for ThirdPartyStoragePartitioning: without that Chromium refuses the
 * app's frame all storage, as some people's browsers do and most do not. The last such switch counts. And processes that
 * no test looks at: two pages behind the address bar, and one started ahead of the next frame.
 */
const SWITCHED_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

/** How tests and tools start Chromium. */
export const CHROMIUM_ARGS = [
  // Tests run as root in CI, where Chromium's sandbox refuses to start.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${SWITCHED_OFF.join(',')}`,
]

/** For a browser that keeps nothing for a frame of another site. */
export const WITHOUT_STORAGE = '--disable-features=ThirdPartyStoragePartitioning'
