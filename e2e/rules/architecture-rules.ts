import ts from 'typescript'
import { isTest, type SourceFile } from './source-file.ts'

/** Who may know whom (README, "The tree"). Each rule takes the files and returns one line for each breach. */
export type Rule = (files: readonly SourceFile[]) => string[]

const MAX_LINES = 300
const SDK = '@bitrix24/b24jssdk'

/** Rooms of src, and the rooms that each may import besides itself. `main` is src/main.tsx. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ['app', 'features', 'ui', 'i18n', 'core', 'portal', 'device'],
  app: ['features', 'ui', 'i18n', 'core'],
  features: ['ui', 'i18n', 'core'],
  ui: [],
  // The words for a failure or a verdict lie with the words.
  i18n: ['core'],
  portal: ['core'],
  device: ['core'],
  core: [],
}

/** Imports go only where the design's arrows go. A room that the design does not name may import and be imported nowhere. */
export const directions: Rule = (files) =>
  edges(files.filter(isOurs)).flatMap(({ from, to }) => {
    const [room, target] = [roomOf(from), roomOf(to)]
    if (target === undefined || room === target) return []
    if (room !== undefined && MAY_IMPORT[room]?.includes(target)) return []
    return [`${from} imports ${to}: ${room ?? 'outside'} must not know ${target}`]
  })

/** One capability does not lean on another; what several use lies in src/features/shared or directly in src/features. */
export const featuresApart: Rule = (files) =>
  edges(files.filter(isOurs)).flatMap(({ from, to }) => {
    const [own, other] = [featureOf(from), featureOf(to)]
    return other === undefined || other === 'shared' || own === other || roomOf(from) !== 'features'
      ? []
      : [`${from} imports ${to}: features import neither each other`]
  })

/** `src/features/deletion` owns the whole deletion of one contact, with its undo: all else enters by these files. */
const DELETION_DOORS = ['use-delete-contact.tsx', 'undo/use-undo.tsx']

export const deletionByItsDoors: Rule = (files) =>
  edges(files.filter(isOurs))
    .filter(({ from, to }) => featureOf(from) !== 'deletion' && featureOf(to) === 'deletion')
    .filter(({ to }) => !DELETION_DOORS.some((door) => to === `src/features/deletion/${door}`))
    .map(({ from, to }) => `${from} imports ${to}: the deletion of one contact has its doors`)

/** Only src/portal knows that there is an SDK. */
export const oneDoorToBitrix24: Rule = (files) =>
  edges(files)
    .filter(({ from, to }) => from.startsWith('src/') && isPackage(to, SDK) && roomOf(from) !== 'portal')
    .map(({ from }) => `${from} imports ${SDK}: only src/portal may`)

/** The local portal is an independent witness. */
export const independentPortal: Rule = (files) =>
  edges(files)
    .filter(({ from, to }) => from.startsWith('e2e/portal/') && to.startsWith('src/'))
    .map(({ from, to }) => `${from} imports ${to}: the local portal knows nothing of the app`)

/** What is shipped contains nothing of the tests. */
export const noTestsInTheApp: Rule = (files) =>
  edges(files.filter(isOurs))
    .filter(({ to }) => to.startsWith('e2e/') || isTest(to))
    .map(({ from, to }) => `${from} imports ${to}: the app must not import tests`)

/** No file leads back to itself, not even by types. */
export const noCycles: Rule = (files) => {
  const importsOf = new Map(files.map((file) => [file.path, file.imports]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path)
    if (seenAt >= 0) cycles.push(`cycle: ${[...trail.slice(seenAt), path].join(' → ')}`)
    if (seenAt >= 0 || done.has(path)) return
    for (const next of importsOf.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const { path } of files) visit(path, [])
  return cycles
}

export const shortFiles: Rule = (files) =>
  files.flatMap(({ path, text }) => {
    const lines = text.replace(/\n$/, '').split('\n').length
    return lines > MAX_LINES ? [`${path} has ${lines} lines; ${MAX_LINES} is the most`] : []
  })

/** The compiler and the linter are never told to look away. */
export const noExcuses: Rule = (files) =>
  files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:\/\/|\/\*)\s*(@ts-(?:ignore|nocheck|expect-error)|(?:es|ox)lint-disable)/g)].map(
      ([, excuse = '']) => `${path} has ${excuse}`,
    ),
  )

/** No value escapes the types, and no text of the portal becomes markup. */
export const noEscapes: Rule = (files) =>
  files.filter(({ path }) => /\.tsx?$/.test(path)).flatMap(({ path, text }) => escapesOf(path, text))

/**
 * A text beside something that comes and goes has an element of its own: a browser's translation puts its own nodes in
 * place of texts, and React fails when it then looks for the text to put the other before it, or to take it away.
 */
export const textsInElements: Rule = (files) =>
  files
    .filter((file) => isOurs(file) && file.path.endsWith('.tsx'))
    .flatMap(({ path, text }) => looseTexts(path, text))

const MAKES_CODES = 'src/portal/rest/failure.ts'

/** `code` of a failure is what the portal said: the app's own failures are kinds, so that no switch can miss one. */
export const codesOfThePortal: Rule = (files) =>
  files
    .filter((file) => isOurs(file) && /\.tsx?$/.test(file.path) && file.path !== MAKES_CODES)
    .flatMap(({ path, text }) => codesIn(path, text).map((code) => `${path} sets the code ${code}`))

/** Classes that name a side of the screen; `ms-`, `pe-`, `start-`, `text-end` and their like turn with the language. */
const SIDES =
  /(?:^|[\s:!])-?(?:m[lr]-|p[lr]-|left-|right-|text-(?:left|right)(?!\S)|float-(?:left|right)|border-[lr](?:-|(?!\S))|rounded-(?:[lr]|[tb][lr])(?:-|(?!\S)))\S*/u

/** Layouts follow the direction of the language: in Arabic the start is on the right. */
export const noSides: Rule = (files) =>
  files
    .filter(({ path }) => path.endsWith('.tsx') && !isTest(path))
    .flatMap(({ path, text }) =>
      textsIn(path, text).flatMap((each) => {
        const side = SIDES.exec(each)
        return side === null ? [] : [`${path} names a side: "${side[0].trim()}"`]
      }),
    )

/** A restore only adds: no text in src/portal/restore names a method that deletes. */
export const restoreDeletesNothing: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith('src/portal/restore/') && !isTest(path))
    .flatMap(({ path, text }) =>
      textsIn(path, text)
        .filter((each) => /\.delete\b|^delete$/iu.test(each))
        .map((each) => `${path} names ${each}: a restore deletes nothing`),
    )

/** The portal's spelling stays at its door: core names no method of it, not even in a comment. */
export const noMethodsInCore: Rule = (files) =>
  files
    .filter(({ path }) => path.startsWith('src/core/') && !isTest(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:crm|entity|disk)\.[a-z]+|\buser\.(?:get|current|option)\b/gu)].map(
        ([method]) => `${path} names ${method}`,
      ),
    )

export const RULES: Readonly<Record<string, Rule>> = {
  directions,
  featuresApart,
  deletionByItsDoors,
  oneDoorToBitrix24,
  independentPortal,
  noTestsInTheApp,
  noCycles,
  shortFiles,
  noExcuses,
  noEscapes,
  codesOfThePortal,
  textsInElements,
  noSides,
  restoreDeletesNothing,
  noMethodsInCore,
}

/** Every literal text of a file, pieces of templates included. */
function textsIn(path: string, text: string): string[] {
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node.text)
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return found
}

function escapesOf(path: string, text: string): string[] {
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${path} uses the type any`)
    if (nameOf(node) === 'dangerouslySetInnerHTML') found.push(`${path} uses dangerouslySetInnerHTML`)
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return found
}

/** The texts that are set as a failure's code: beside `portalText`, or with the spelling of the portal's codes. */
function codesIn(path: string, text: string): string[] {
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const ofFailure = node.properties.some((one) => one.name?.getText() === 'portalText')
      for (const one of node.properties) {
        if (one.name?.getText() !== 'code' || !ts.isPropertyAssignment(one)) continue
        const value = one.initializer
        const written = ts.isStringLiteralLike(value) ? value.text : ofFailure ? value.getText() : ''
        // A schema says what may be read, and sets nothing.
        if (written.startsWith('v.')) continue
        if (written !== '' && (ofFailure || /^[A-Z][A-Z0-9_]+$/.test(written))) found.push(written)
      }
    }
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return found
}

function looseTexts(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
      const children = node.children.flatMap((child): ts.Node[] => {
        if (ts.isJsxText(child)) return child.containsOnlyTriviaWhiteSpaces ? [] : [child]
        return ts.isJsxExpression(child)
          ? child.expression === undefined
            ? []
            : [child.expression]
          : [child]
      })
      if (children.length > 1 && children.some(isConditional) && children.some(isTextual)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart())
        found.push(`${path}:${line + 1} has a text beside something that comes and goes`)
      }
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return found
}

function isConditional(node: ts.Node): boolean {
  if (ts.isConditionalExpression(node)) return true
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
}

/** As far as the syntax shows it: a literal, a template, or what `t` and `format` give. */
function isTextual(node: ts.Node): boolean {
  if (ts.isTemplateExpression(node)) return true
  if (ts.isJsxText(node) || ts.isStringLiteralLike(node)) return node.text.trim() !== ''
  if (ts.isCallExpression(node)) return /^(t|format\.\w+)$/.test(node.expression.getText())
  if (ts.isConditionalExpression(node)) return isTextual(node.whenTrue) || isTextual(node.whenFalse)
  return ts.isBinaryExpression(node) && isTextual(node.right)
}

/** The name that a JSX attribute or a property gives; other strings may say what they like. */
function nameOf(node: ts.Node): string | undefined {
  if (!ts.isJsxAttribute(node) && !ts.isPropertyAssignment(node)) return undefined
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : undefined
}

export function edges(files: readonly SourceFile[]): { from: string; to: string }[] {
  return files.flatMap(({ path, imports }) => imports.map((to) => ({ from: path, to })))
}

/** What is shipped: all of src but its tests. */
export function isOurs({ path }: SourceFile): boolean {
  return path.startsWith('src/') && !isTest(path)
}

/** The room of a file of src: its folder, or `main`. Undefined: not in src. */
function roomOf(path: string): string | undefined {
  const [top, room = '', ...rest] = path.split('/')
  if (top !== 'src') return undefined
  return rest.length > 0 ? room : room.replace(/\.tsx?$/, '')
}

function featureOf(path: string): string | undefined {
  return /^src\/features\/([^/]+)\//.exec(path)?.[1]
}

function isPackage(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`)
}
