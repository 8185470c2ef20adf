import { describe, expect, it } from 'vitest'
import * as rules from './architecture-rules.ts'
import { readSource } from './source-file.ts'

/** Made-up files: path → text. */
function files(texts: Readonly<Record<string, string>>) {
  return Object.entries(texts).map(([path, text]) => readSource(path, text))
}

function importing(from: string, to: string) {
  return files({ [from]: `import { x } from '${to}'` })
}

describe('reading imports', () => {
  it('finds every way to import, and nothing in comments and strings', () => {
    const source = [
      `import { a } from './a.ts'`,
      `import type { B } from '#core/b.ts'`,
      `import '../side-effect.css'`,
      `import raw from './c.sql?raw'`,
      `export * from './d.ts'`,
      `export type { E } from './e.ts'`,
      `const f = () => import('./f.ts')`,
      `// import { g } from './g.ts'`,
      `const h = "import { h } from './h.ts'"`,
    ].join('\n')
    expect(readSource('src/ui/x.ts', source).imports).toEqual([
      'src/ui/a.ts',
      'src/core/b.ts',
      'src/side-effect.css',
      'src/ui/c.sql',
      'src/ui/d.ts',
      'src/ui/e.ts',
      'src/ui/f.ts',
    ])
  })
})

describe('directions', () => {
  it.each([
    ['src/core/a.ts', '#portal/b.ts'],
    ['src/core/a.ts', '../i18n/b.ts'],
    ['src/portal/a.ts', '#i18n/b.ts'],
    ['src/portal/a.ts', '#features/ports.tsx'],
    ['src/portal/a.ts', '#app/b.tsx'],
    ['src/device/a.ts', '#portal/b.ts'],
    ['src/features/contacts/a.tsx', '#portal/b.ts'],
    ['src/features/contacts/a.tsx', '#device/b.ts'],
    ['src/features/contacts/a.tsx', '#app/b.tsx'],
    ['src/app/a.tsx', '#portal/b.ts'],
    ['src/app/a.tsx', '#device/b.ts'],
    ['src/app/a.tsx', '../main.tsx'],
    ['src/ui/a.tsx', '#core/b.ts'],
    ['src/i18n/a.ts', '#ui/b.tsx'],
    ['src/elsewhere/a.ts', '#core/b.ts'],
    ['src/app/a.tsx', '../elsewhere/b.ts'],
  ])('%s must not import %s', (from, to) => {
    expect(rules.directions(importing(from, to))).toHaveLength(1)
  })

  it.each([
    ['src/main.tsx', '#portal/b.ts'],
    ['src/main.tsx', '#device/b.ts'],
    ['src/main.tsx', '#app/b.tsx'],
    ['src/app/a.tsx', '#features/contacts/b.tsx'],
    ['src/features/contacts/a.tsx', '#ui/b.tsx'],
    ['src/features/contacts/a.tsx', '#i18n/b.ts'],
    ['src/portal/a.ts', '#core/b.ts'],
    ['src/portal/a.ts', './b.ts'],
    ['src/i18n/a.ts', '#core/b.ts'],
    ['src/core/a.ts', 'valibot'],
    ['src/portal/a.test.ts', '../../e2e/portal/start.ts'],
  ])('%s may import %s', (from, to) => {
    expect(rules.directions(importing(from, to))).toEqual([])
  })
})

describe('the other rules', () => {
  it('keep features apart, but let them share what lies beside them', () => {
    const { featuresApart } = rules
    expect(featuresApart(importing('src/features/contacts/a.tsx', '#features/deletion/b.tsx'))).toHaveLength(
      1,
    )
    expect(featuresApart(importing('src/features/shared.ts', './deletion/b.tsx'))).toHaveLength(1)
    expect(featuresApart(importing('src/features/contacts/a.tsx', '#features/ports.tsx'))).toEqual([])
    expect(featuresApart(importing('src/features/contacts/a.tsx', './b.tsx'))).toEqual([])
    expect(featuresApart(importing('src/app/a.tsx', '#features/deletion/b.tsx'))).toEqual([])
  })

  it('keep the deletion of one contact in its feature', () => {
    const { deletionByItsDoors } = rules
    const inside = '#features/deletion/delete-flow.ts'
    expect(deletionByItsDoors(importing('src/app/a.tsx', inside))).toHaveLength(1)
    expect(deletionByItsDoors(importing('src/app/a.tsx', '#features/deletion/undo/use-undo.tsx'))).toEqual([])
    expect(deletionByItsDoors(importing('src/features/deletion/undo/a.tsx', inside))).toEqual([])
  })

  it('keep the SDK behind one door', () => {
    const { oneDoorToBitrix24 } = rules
    expect(oneDoorToBitrix24(importing('src/app/a.tsx', '@bitrix24/b24jssdk'))).toHaveLength(1)
    expect(oneDoorToBitrix24(importing('src/main.tsx', '@bitrix24/b24jssdk/x'))).toHaveLength(1)
    expect(oneDoorToBitrix24(importing('src/portal/a.ts', '@bitrix24/b24jssdk'))).toEqual([])
    expect(oneDoorToBitrix24(importing('e2e/portal/witness/a.ts', '@bitrix24/b24jssdk'))).toEqual([])
  })

  it('keep the local portal independent', () => {
    expect(rules.independentPortal(importing('e2e/portal/rest/a.ts', '../../../src/core/b.ts'))).toHaveLength(
      1,
    )
    expect(rules.independentPortal(importing('e2e/portal/rest/a.ts', '#core/b.ts'))).toHaveLength(1)
    expect(rules.independentPortal(importing('e2e/portal/rest/a.ts', '../contract.ts'))).toEqual([])
  })

  it('keep tests out of the app', () => {
    expect(rules.noTestsInTheApp(importing('src/app/a.tsx', '../../e2e/portal/start.ts'))).toHaveLength(1)
    expect(rules.noTestsInTheApp(importing('src/app/a.tsx', './b.test.ts'))).toHaveLength(1)
    expect(rules.noTestsInTheApp(importing('src/app/a.test.tsx', '../../e2e/portal/start.ts'))).toEqual([])
  })

  it('find a cycle, once, whatever leads into it', () => {
    const ring = files({
      'src/core/in.ts': `import { a } from './a.ts'`,
      'src/core/a.ts': `import { b } from './b.ts'`,
      'src/core/b.ts': `import type { A } from './a.ts'`,
    })
    expect(rules.noCycles(ring)).toEqual(['cycle: src/core/a.ts → src/core/b.ts → src/core/a.ts'])
    const diamond = files({
      'a.ts': `import './b.ts'\nimport './c.ts'`,
      'b.ts': `import './d.ts'`,
      'c.ts': `import './d.ts'`,
      'd.ts': '',
    })
    expect(rules.noCycles(diamond)).toEqual([])
  })

  it('count lines', () => {
    expect(rules.shortFiles(files({ 'src/a.ts': 'x\n'.repeat(300) }))).toEqual([])
    expect(rules.shortFiles(files({ 'src/a.ts': 'x\n'.repeat(301) }))).toHaveLength(1)
  })
  it.each([
    '// @ts-' + 'ignore',
    '/* @ts-' + 'nocheck */',
    '//@ts-' + 'expect-error',
    '/* eslint-' + 'disable */',
    '// oxlint-' + 'disable-next-line',
  ])('find the excuse %s', (comment) => {
    expect(rules.noExcuses(files({ 'src/a.ts': `${comment}\nlet a = 1` }))).toHaveLength(1)
  })

  it.each([
    'const a = b as any',
    'let a: any',
    'function f(a: Map<string, any>) {}',
    'const a = <p dangerouslySetInnerHTML={b} />',
    'h("p", { dangerouslySetInnerHTML: b })',
    'h("p", { "dangerouslySetInnerHTML": b })',
  ])('find the escape %s', (text) => {
    expect(rules.noEscapes(files({ 'src/a.tsx': text }))).toHaveLength(1)
  })

  it('do not mind the words in texts', () => {
    const text = `const a = 'as any, dangerouslySetInnerHTML, @ts-ignore' // any`
    expect(rules.noEscapes(files({ 'src/a.ts': text }))).toEqual([])
    expect(rules.noExcuses(files({ 'src/a.ts': text }))).toEqual([])
  })

  it.each([
    "'crm.contact.delete'",
    '"crm.requisite.bankdetail.delete"',
    '`crm.${kind}.delete`',
    "['delete']",
  ])('find the delete %s in a restore', (text) => {
    const found = (path: string) => rules.restoreDeletesNothing(files({ [path]: `send(${text}, { id })` }))
    expect(found('src/portal/restore/act-commands.ts')).toHaveLength(1)
    expect(found('src/portal/deletion/batch.ts')).toEqual([])
  })

  it('do not mind a map that forgets something', () => {
    const text = `settled.delete(task) // crm.contact.delete`
    expect(rules.restoreDeletesNothing(files({ 'src/portal/restore/a.ts': text }))).toEqual([])
  })
})

describe('sides', () => {
  it.each([
    ['"ml-2 flex"', 1],
    ['"flex sm:-mr-1"', 1],
    ["'text-left'", 1],
    ["'rounded-tl'", 1],
    ['"ms-2 me-1 start-0 text-start border-e rounded-s"', 0],
    ['"contacts left out"', 0],
    ["'min-h-8 mb-2'", 0],
  ])('of %s', (classes, count) => {
    const file = readSource('src/ui/a.tsx', `<p className={${classes}} />`)
    expect(rules.noSides([file])).toHaveLength(count)
  })
})

describe('methods of the portal', () => {
  it('are named outside of core alone', () => {
    const files = [
      readSource('src/core/a.ts', '/** Asks `crm.contact.list`. */'),
      readSource('src/core/a.test.ts', "'crm.contact.list'"),
      readSource('src/core/b.ts', 'keep(one.id, user.id)'),
      readSource('src/portal/c.ts', "'crm.contact.list'"),
    ]
    expect(rules.noMethodsInCore(files)).toEqual(['src/core/a.ts names crm.contact'])
  })
})

describe('the code of a failure', () => {
  const breaches = (path: string, text: string): string[] => rules.codesOfThePortal(files({ [path]: text }))

  it.each([
    `const f = { kind: 'network', code: 'APP_CHUNK', portalText: '' }`,
    `const f = { kind: 'network', code: OURS, portalText: '' }`,
    `const f = { ...failure, code: 'NOT_SENT' }`,
  ])('is not set by the app: %s', (text) => {
    expect(breaches('src/core/a.ts', text)).toHaveLength(1)
    expect(breaches('src/portal/rest/failure.ts', text)).toEqual([])
    expect(breaches('src/core/a.test.ts', text)).toEqual([])
  })

  it.each([
    `const f = { kind: 'network', code: '', portalText: '' }`,
    `const schema = { code: v.string(), portalText: v.string() }`,
    `const column = { code: 'uk' }`,
    `if (failure.code === 'ERROR_CORE') stop()`,
  ])('may be empty or read, and other codes are no matter: %s', (text) => {
    expect(breaches('src/core/a.ts', text)).toEqual([])
  })
})

describe('texts that a translation replaces', () => {
  const breaches = (jsx: string): string[] =>
    rules.textsInElements(files({ 'src/ui/a.tsx': `const a = ${jsx}` }))

  it.each([
    `<p>{t('a')}{more && <b>{t('b')}</b>}</p>`,
    `<p>words {more && <b />}</p>`,
    `<button>{icon ? <Icon /> : null}{label && t('c')}</button>`,
    '<p>{t("a")}{left !== null && ` ${left}`}</p>',
  ])('stand in an element of their own beside what comes and goes: not %s', (jsx) => {
    expect(breaches(jsx)).toHaveLength(1)
  })

  it.each([
    `<p><span>{t('a')}</span>{more && <b />}</p>`,
    `<p>{more ? t('a') : t('b')}</p>`,
    `<p><Icon />{t('a')}</p>`,
  ])('%s is sound', (jsx) => {
    expect(breaches(jsx)).toEqual([])
  })
})
