import { dirname, join } from 'node:path/posix'
import { isTest } from './source-file.ts'

/** What is written about the code, and the code that names it. Paths are relative to the project, with `/`. */
export interface Repository {
  /** Code and documents: path → text. */
  readonly texts: ReadonlyMap<string, string>
  /** Whether there is such a file or folder. */
  readonly exists: (path: string) => boolean
}

/** Takes the repository and returns one line for each breach. */
export type DocumentRule = (repository: Repository) => string[]

const README = 'README.md'
const CORE = 'src/core/README.md'
const PORTAL = 'src/portal/README.md'
/** Short names by which comments point at a document: `portal README, "Batch"`. */
const CALLED: Readonly<Record<string, string>> = {
  '': README,
  'core ': CORE,
  'portal ': PORTAL,
  'local portal ': 'e2e/portal/README.md',
}
const MOST_LINES = 120
const MOST_WORDS = 900

/** A document that code or a document names is there, and so is the section in quotes behind it. */
export const noDeadReferences: DocumentRule = ({ texts, exists }) =>
  [...texts].flatMap(([path, text]) => {
    const prose = flowing(text)
    const files = [...prose.matchAll(/[\w./-]+\.md\b/g)].map(([name]) => name)
    const dead = files.filter((name) => !exists(join(dirname(path), name)) && !exists(name))
    return [
      ...dead.map((name) => `${path} names ${name}, which is not there`),
      ...sectionsNamed(prose).flatMap(({ document, section }) =>
        headingsOf(texts.get(document) ?? '').has(section)
          ? []
          : [`${path} names "${section}" of ${document}, which is not there`],
      ),
    ]
  })

/** Every path of ours that a document names is there. */
export const noDeadPaths: DocumentRule = ({ texts, exists }) =>
  documents(texts).flatMap(([path, text]) => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to = '']) =>
      join(dirname(path), to),
    )
    const named = [...text.matchAll(/(?:^|[\s`(])((?:src|e2e|public|\.ci)\/[\w./-]*[\w-])(?![\w*<{])/gm)]
    return [...links, ...named.map(([, to = '']) => to)]
      .filter((to) => !exists(to.replace(/\/$/, '')))
      .map((to) => `${path} names ${to}, which is not there`)
  })

/** The first page stays one that people read. */
export const shortReadme: DocumentRule = ({ texts }) => {
  const text = texts.get(README) ?? ''
  const lines = text.replace(/\n$/, '').split('\n').length
  const words = text.split(/\s+/).filter((word) => word !== '').length
  return [
    ...(lines > MOST_LINES ? [`${README} has ${lines} lines; ${MOST_LINES} is the most`] : []),
    ...(words > MOST_WORDS ? [`${README} has ${words} words; ${MOST_WORDS} is the most`] : []),
  ]
}

/** What the code says can be understood from the repository alone. Issues of others are linked. */
export const noIssues: DocumentRule = ({ texts }) =>
  [...texts].flatMap(([path, text]) =>
    [...flowing(text).matchAll(/\bissues? #?\d+/gi)].map(([name]) => `${path} names "${name}"`),
  )

/** Each folder of src, and each room of core and portal, has its line where newcomers look for it. */
export const roomsAreNamed: DocumentRule = ({ texts }) => [
  ...unnamed(texts, 'src', README, (folder) => new RegExp(`^src/${folder}/`, 'm')),
  ...unnamed(texts, 'src/core', CORE, (room) => new RegExp(`\`${room}\``)),
  ...unnamed(texts, 'src/portal', PORTAL, (room) => new RegExp(`\`${room}\``)),
]

/** The table of methods in the portal's README is the truth. */
export const methodsAreListed: DocumentRule = ({ texts }) => {
  const listed = new Map(
    [...(texts.get(PORTAL) ?? '').matchAll(/^\| `([a-z.*]+)` *\|[^|\n]*\|([^|\n]*)\|$/gim)].map(
      ([, method = '', files = '']) => [method, files.replace(/[`\s]/g, '')] as const,
    ),
  )
  const used = methodsUsed(texts)
  return [
    ...[...used].flatMap(([method, files]) =>
      listed.get(method) === files.join(',')
        ? []
        : [`${PORTAL} must say that ${method} is used in ${files.join(', ')}`],
    ),
    ...[...listed.keys()]
      .filter((method) => !used.has(method))
      .map((method) => `${PORTAL} lists ${method}: not used`),
  ]
}

export const DOCUMENT_RULES: Readonly<Record<string, DocumentRule>> = {
  noDeadReferences,
  noDeadPaths,
  shortReadme,
  noIssues,
  roomsAreNamed,
  methodsAreListed,
}

function documents(texts: Repository['texts']): [path: string, text: string][] {
  return [...texts].filter(([path]) => path.endsWith('.md'))
}

/** Without line breaks, the marks of comments at their beginnings, and addresses of the web. */
function flowing(text: string): string {
  return text.replace(/https?:\/\/[^\s)>]*/g, '').replace(/\n[ \t]*(?:\*(?!\/)|\/\/|\/\*\*)?[ \t]*/g, ' ')
}

function sectionsNamed(prose: string): { document: string; section: string }[] {
  const named = /((?:local portal|portal|core) )?README, ("[^"]+"(?:(?:,| and|, and) "[^"]+")*)/g
  return [...prose.matchAll(named)].flatMap(([, called = '', sections = '']) =>
    [...sections.matchAll(/"([^"]+)"/g)].map(([, section = '']) => ({
      document: CALLED[called] ?? README,
      section,
    })),
  )
}

function headingsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) => heading.replaceAll('`', '')))
}

function unnamed(
  texts: Repository['texts'],
  parent: string,
  document: string,
  line: (folder: string) => RegExp,
): string[] {
  const below = [...texts.keys()].filter((path) => path.startsWith(`${parent}/`))
  const folders = new Set(below.map((path) => path.slice(parent.length + 1).split('/')).flatMap(folderIn))
  return [...folders]
    .filter((folder) => !line(folder).test(texts.get(document) ?? ''))
    .map((folder) => `${document} says nothing of ${parent}/${folder}`)
}

function folderIn([first = '', ...rest]: readonly string[]): string[] {
  return rest.length > 0 ? [first] : []
}

/** REST methods that the app's code spells, each with the files of src/portal that do; `*` for a name put together. */
function methodsUsed(texts: Repository['texts']): Map<string, string[]> {
  const used = new Map<string, string[]>()
  for (const [path, text] of texts) {
    if (!path.startsWith('src/portal/') || !path.endsWith('.ts') || isTest(path)) continue
    for (const method of methodsIn(text)) {
      used.set(method, [...(used.get(method) ?? []), path.slice('src/portal/'.length)])
    }
  }
  return used
}

function methodsIn(text: string): ReadonlySet<string> {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const dotted = /['`]((?:crm|user|app|entity|disk|placement|feature)\.[a-z.${}]+)['`]/gi
  const plain = /(?:method: |request\()'([a-z]+)'/g
  return new Set([
    ...[...code.matchAll(dotted)].map(([, name = '']) => name.replace(/\$\{[^}]*\}/g, '*')),
    ...[...code.matchAll(plain)].map(([, name = '']) => name),
  ])
}
