import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Frame, FrameLocator, Page } from '@playwright/test'
import type axe from 'axe-core'

export type AxeTarget = Page | FrameLocator

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Those of 2.2 that axe has ask for the size of what can be pressed, and for nothing else. */
const WCAG_WITHOUT_SIZES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/**
 * Runs axe inside one document (the app's frame, not the portal around it) with the rules of WCAG 2.2 AA. Resolves with
 * one line a violation: rule, what it asks, and where it is broken. The size of what can be pressed (2.5.8) is left to
 * faultsOfWidth: axe compares each with each, and takes three times as long as for all other rules.
 *
 * @param within a selector of the part that is looked at, where there is one: the rest was looked at before
 */
export async function wcagViolations(target: AxeTarget, within?: string): Promise<string[]> {
  const frame = await frameOf(target)
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(SOURCE)
  const results = await frame.evaluate(
    ([tags, part]) =>
      (window as unknown as { axe: typeof axe }).axe.run(
        (part === undefined ? null : document.querySelector(part)) ?? document,
        {
          runOnly: { type: 'tag', values: tags },
          iframes: false,
          resultTypes: ['violations'],
        },
      ),
    [WCAG_WITHOUT_SIZES, within] as const,
  )
  return results.violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${violation.help} — ${node.target.join(' ')} ${node.html}`,
    ),
  )
}

/** The document of this frame. */
export async function frameOf(target: AxeTarget): Promise<Frame> {
  if ('mainFrame' in target) return target.mainFrame()
  const element = await target.owner().elementHandle()
  const frame = await element.contentFrame()
  if (!frame) throw new Error('The frame to be checked is not there.')
  return frame
}
