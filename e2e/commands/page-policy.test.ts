import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../tools/files.ts'
import { policyOf, policyProblems } from './page-policy.ts'

const PAGE = readFileSync(join(ROOT, 'index.html'), 'utf8')

describe('the policy of the page', () => {
  it('forbids all that is demanded', () => {
    expect(policyProblems(PAGE)).toEqual([])
  })

  it('lets no string become code, from anywhere', () => {
    expect(policyOf(PAGE)).not.toMatch(/unsafe|https?:|blob:|strict-dynamic|nonce/)
  })

  it.each([
    ["script-src 'self'", "script-src 'self' 'unsafe-inline'"],
    ["script-src 'self'; ", ''],
    ["object-src 'none'", 'object-src *'],
  ])('%s may not become %s', (from, to) => {
    expect(policyProblems(PAGE.replace(from, to))).toHaveLength(1)
  })

  it.each([
    ['<meta charset', '<script src="./early.js"></script><meta charset', 'loads something before its policy'],
    ['</body>', '<script>run()</script></body>', 'has a script in the page'],
    ['</body>', '<style>a{}</style></body>', 'has styles in the page'],
    ['<body>', '<body onload="run()">', 'has a handler or a style in an attribute'],
    ['no-referrer', 'unsafe-url', 'would send its address along'],
  ])('with %s → %s it %s', (from, to, problem) => {
    expect(policyProblems(PAGE.replace(from, to))).toEqual([problem])
  })

  it('is none where there is none', () => {
    expect(policyOf('<html></html>')).toBe('')
    expect(policyProblems('<html></html>').length).toBeGreaterThan(8)
  })
})
