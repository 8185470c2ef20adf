import { describe, expect, it } from 'vitest'
import * as rules from './document-rules.ts'

/** A made-up repository: path → text. What has a text is there, and so are its folders. */
function repository(texts: Readonly<Record<string, string>>): rules.Repository {
  const paths = Object.keys(texts)
  return {
    texts: new Map(Object.entries(texts)),
    exists: (path) => paths.some((each) => each === path || each.startsWith(`${path}/`)),
  }
}

// Put together, so that this file names nothing that is not there.
const md = (name: string): string => `${name}.md`
const GONE = md('gone')
const named = (called: string, sections: string): string => `${called}README, ${sections}`
const numbered = (number: number): string => `issue ${number}`

describe('dead references', () => {
  const there = {
    'src/portal/README.md': '# All\n\n## Batch\n\n### One `item`\n',
    'e2e/portal/README.md': '## Ledger\n',
    'src/core/README.md': '## Rooms\n',
    'README.md': '## Tree\n',
  }

  it.each([
    [`// see ${GONE}`],
    [`/** ${named('portal ', '"Limits"')} */`],
    [`/** ${named('portal ', '"Ledger"')} */`],
    [`/** ${named('local portal ', '"Batch"')} */`],
    [`/** ${named('portal ', '"Batch" and "Limits"')} */`],
    [`/** ${named('core ', '"Batch"')} */`],
    [`/** ${named('', '"Batch"')} */`],
    [`/**\n * ${named('portal ', '\n * "Limits"').replace(', \n', ',\n')}\n */`],
  ])('are found in %j', (text) => {
    expect(rules.noDeadReferences(repository({ ...there, 'src/a.ts': text }))).toHaveLength(1)
  })

  it.each([
    ['see src/core/README.md'],
    [`${named('portal ', '"Batch"')}; ${named('core ', '"Rooms"')}`],
    [named('portal ', '"Batch", "All" and "One item"')],
    [named('local portal ', '"Ledger"')],
    [`/**\n * (portal\n * README,\n * "Batch")\n */`],
    [`https://example.com/${GONE}`],
    ['/\\.md$/'],
  ])('are not seen in %j', (text) => {
    expect(rules.noDeadReferences(repository({ ...there, 'src/a.ts': text }))).toEqual([])
  })

  it('looks beside the document first', () => {
    const texts = { [md('e2e/a/README')]: `see ${md('b')}`, [md('e2e/a/b')]: '' }
    expect(rules.noDeadReferences(repository(texts))).toEqual([])
  })
})

describe('dead paths', () => {
  it.each([
    ['[x](nowhere.ts)'],
    ['[x](../core)'],
    ['`src/nowhere/a.ts`'],
    ['src/nowhere/  a folder'],
    ['(`e2e/x.ts`)'],
  ])('are found in %j', (text) => {
    expect(rules.noDeadPaths(repository({ 'src/portal/README.md': text }))).toHaveLength(1)
  })

  it.each([
    ['[x](a.ts)'],
    ['[x](https://example.com)'],
    ['[x](#here)'],
    ['`src/portal/a.ts`'],
    ['`src/portal/*.test.ts`'],
  ])('are not seen in %j', (text) => {
    expect(rules.noDeadPaths(repository({ 'src/portal/README.md': text, 'src/portal/a.ts': '' }))).toEqual([])
  })
})

describe('the first page', () => {
  it.each([
    [120, 7, 0],
    [121, 7, 1],
    [100, 9, 0],
    [100, 10, 1],
    [121, 10, 2],
  ])('of %i lines with %i words each has %i faults', (lines, words, faults) => {
    const text = Array.from({ length: lines }, () => Array(words).fill('word').join(' ')).join('\n')
    expect(rules.shortReadme(repository({ 'README.md': `${text}\n` }))).toHaveLength(faults)
  })
})

describe('issues', () => {
  it.each([
    [`/** The contract of ${numbered(4)}. */`],
    [`// I${numbered(12).slice(1)}`],
    ['// issues\n// 3 and 4'],
  ])('are found in %j', (text) => {
    expect(rules.noIssues(repository({ 'src/a.ts': text }))).toHaveLength(1)
  })

  it.each([['https://github.com/a/b/issues/215'], ['an issue of 5 people'], ['tissue 5']])(
    'are not seen in %j',
    (text) => {
      expect(rules.noIssues(repository({ 'src/a.ts': text }))).toEqual([])
    },
  )
})

describe('rooms', () => {
  const texts = {
    'README.md': 'src/core/  decides\nsrc/portal/  the door\n',
    'src/core/README.md': '| `plan` | plans |',
    'src/portal/README.md': '[`rest`](rest)',
    'src/core/plan/a.ts': '',
    'src/core/failure.ts': '',
    'src/portal/rest/a.ts': '',
    'src/main.tsx': '',
  }

  it('are all named', () => {
    expect(rules.roomsAreNamed(repository(texts))).toEqual([])
  })

  it.each([['src/ui/a.tsx'], ['src/core/job/pace/a.ts'], ['src/portal/frame/a.ts']])(
    '%s is missing',
    (path) => {
      expect(rules.roomsAreNamed(repository({ ...texts, [path]: '' }))).toHaveLength(1)
    },
  )
})

describe('the table of methods', () => {
  const row = (method: string, files: string): string => `| \`${method}\` | why | ${files} |`
  const code = {
    'src/portal/a.ts': "f('crm.contact.delete')\n// 'crm.contact.get'\nrequest('batch')",
    'src/portal/rest/b.ts': "f('crm.contact.delete', `crm.${family}.contact.add`)",
    'src/portal/a.test.ts': "f('crm.deal.delete')",
    'src/core/c.ts': "f('crm.lead.delete')",
  }
  const rows = [
    row('crm.contact.delete', '`a.ts`, `rest/b.ts`'),
    row('batch', '`a.ts`'),
    row('crm.*.contact.add', '`rest/b.ts`'),
  ]
  const faults = (lines: readonly string[]): string[] =>
    rules.methodsAreListed(repository({ ...code, 'src/portal/README.md': lines.join('\n') }))

  it('is true', () => {
    expect(faults(rows)).toEqual([])
  })

  it.each([
    ['lacks a method', rows.slice(1)],
    ['has one too many', [...rows, row('crm.contact.get', '`a.ts`')]],
    ['lacks a file', [row('crm.contact.delete', '`a.ts`'), ...rows.slice(1)]],
    ['names a wrong file', [row('crm.contact.delete', '`a.ts`, `c.ts`'), ...rows.slice(1)]],
  ])('%s', (_fault, lines) => {
    expect(faults(lines)).toHaveLength(1)
  })
})
