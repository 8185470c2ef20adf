import { posix } from 'node:path'
import ts from 'typescript'

/** A file of the package: path relative to its root, with `/`. */
export interface PackedFile {
  path: string
  bytes: Uint8Array
}

/**
 * Addresses that may stand in JavaScript because no browser fetches them: constants of third-party code, and examples in
 * our own words. Each is the whole address, or its beginning where it ends in `/`. An address that is fetched never
 * belongs here.
 */
const NEVER_FETCHED: readonly { address: string; why: string }[] = [
  {
    address: 'https://apps.example.com/tidy-contacts/index.html',
    why: 'shown as an example of an address; nobody can own example.com (RFC 2606)',
  },
  { address: 'http://www.w3.org/1998/Math/MathML', why: 'a namespace: React passes it to createElementNS' },
  { address: 'http://www.w3.org/1999/xlink', why: 'a namespace: React passes it to setAttributeNS' },
  { address: 'http://www.w3.org/2000/svg', why: 'a namespace: React passes it to createElementNS' },
  { address: 'http://www.w3.org/XML/1998/namespace', why: 'a namespace: React passes it to setAttributeNS' },
  { address: 'https://react.dev/errors/', why: 'text of an error message of React' },
  {
    address: 'http://schemas.openxmlformats.org/',
    why: 'namespaces inside XLSX files: @e965/xlsx compares them',
  },
  {
    address: 'http://schemas.microsoft.com/office/',
    why: 'namespaces inside XLSX files: @e965/xlsx compares them',
  },
  { address: 'http://sheetjs.openxmlformats.org/', why: 'a namespace of @e965/xlsx itself' },
  { address: 'http://sheetjs.com', why: 'a comment that @e965/xlsx ships' },
  {
    address: 'http://purl.oclc.org/ooxml/',
    why: 'namespaces inside strict XLSX files: @e965/xlsx compares them',
  },
  {
    address: 'http://purl.org/dc/',
    why: 'namespaces of the properties of an XLSX file: @e965/xlsx compares them',
  },
  {
    address: 'http://www.w3.org/2001/XMLSchema',
    why: 'a namespace inside XLSX files: @e965/xlsx compares it',
  },
  {
    address: 'http://www.w3.org/2001/XMLSchema-instance',
    why: 'a namespace inside XLSX files: @e965/xlsx compares it',
  },
  {
    address: 'http://localhost',
    why: 'axios parses relative addresses against it where there is no document',
  },
]

/** What a static app may consist of; a file of another kind is refused, for nobody has thought about it. */
const PICTURES_AND_FONTS = /\.(png|jpe?g|gif|webp|avif|ico|woff2)$/

/**
 * What would make a package point outside itself, or not work from a sub-path of a CDN: one line a problem. Shape of
 * the package: portal README, "The ZIP".
 */
export function packageProblems(files: readonly PackedFile[]): string[] {
  const paths = new Set(files.map(({ path }) => path))
  const problems = files.flatMap((file) =>
    problemsOf(file, paths).map((problem) => `${file.path}: ${problem}`),
  )
  return paths.has('index.html') ? problems : ['index.html is not at the root', ...problems]
}

function problemsOf({ path, bytes }: PackedFile, paths: ReadonlySet<string>): string[] {
  if (path.endsWith('.map')) return ['is a source map']
  if (PICTURES_AND_FONTS.test(path)) return []
  const text = new TextDecoder().decode(bytes)
  const mapped = text.includes('sourceMappingURL') ? ['names a source map'] : []
  const here = { path, paths }
  if (path.endsWith('.html')) return [...mapped, ...markupProblems(text, here)]
  if (path.endsWith('.svg')) return [...mapped, ...markupProblems(text, here)]
  if (path.endsWith('.css')) return [...mapped, ...styleProblems(text, here)]
  if (path.endsWith('.js')) return [...mapped, ...scriptProblems(text, here)]
  return ['is of a kind that has no rule here']
}

interface Place {
  path: string
  paths: ReadonlySet<string>
}

/** Every attribute that is an address, and what stands in style and script elements. */
function markupProblems(text: string, here: Place): string[] {
  const attributes = [...text.matchAll(/\s([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)]
  const addresses = attributes
    .filter(([, name = '']) => !name.toLowerCase().startsWith('xmlns'))
    .map(([, name = '', double, single, bare]) => ({
      name: name.toLowerCase(),
      value: double ?? single ?? bare ?? '',
    }))
    .flatMap(({ name, value }) => addressesIn(name, value))
  return [
    ...(/<base[\s>]/i.test(text) ? ['has a base element'] : []),
    ...addresses.flatMap((address) => addressProblems(address, here)),
    ...inside(text, 'style').flatMap((style) => styleProblems(style, here)),
    ...inside(text, 'script').flatMap((script) => scriptProblems(script, here)),
  ]
}

function addressesIn(attribute: string, value: string): string[] {
  if (attribute === 'style') return [...value.matchAll(CSS_ADDRESS)].map(cssAddress)
  if (attribute === 'srcset')
    return value.split(',').map((candidate) => candidate.trim().split(/\s+/)[0] ?? '')
  if (
    ['src', 'href', 'xlink:href', 'action', 'formaction', 'poster', 'data', 'manifest'].includes(attribute)
  ) {
    return [value]
  }
  // Anywhere else (meta refresh, icons in meta, data-…) an address is only known by its look.
  return /^(?:[a-z]+:)?\/\//i.test(value) || /\burl=/i.test(value) ? [value.replace(/^.*url=/i, '')] : []
}

function inside(text: string, element: string): string[] {
  return [...text.matchAll(new RegExp(`<${element}\\b[^>]*>([\\s\\S]*?)</${element}>`, 'gi'))].map(
    ([, body = '']) => body,
  )
}

const CSS_ADDRESS =
  /@import\s+(?:url\()?\s*["']?([^"')\s;]+)|url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/gi

function cssAddress([, imported, double, single, bare]: RegExpMatchArray): string {
  return imported ?? double ?? single ?? bare ?? ''
}

function styleProblems(text: string, here: Place): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...code.matchAll(CSS_ADDRESS)].map(cssAddress).flatMap((address) => addressProblems(address, here))
}

/** An address that a browser follows must be relative and lead to a file of the package. */
function addressProblems(address: string, { path, paths }: Place): string[] {
  if (address === '' || address.startsWith('#') || /^data:/i.test(address)) return []
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//')) return [`points outside: ${address}`]
  if (address.startsWith('/')) return [`points to the root of the host: ${address}`]
  const [file = ''] = address.split(/[?#]/)
  const target = posix.join(posix.dirname(path), decodeURIComponent(file))
  return paths.has(target) ? [] : [`points to a file that is not in the package: ${address}`]
}

/** Imports and `new URL(…, import.meta.url)` must stay inside; so must every address in a string. */
function scriptProblems(text: string, here: Place): string[] {
  const modules = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
  const assets = [...text.matchAll(/new URL\(\s*["'`]([^"'`]+)["'`]\s*,\s*import\.meta\.url/g)].map(
    ([, url = '']) => url,
  )
  const bareModules = modules.filter(
    (specifier) => !/^\.{0,2}\//.test(specifier) && !/^[a-z]+:/i.test(specifier),
  )
  const written = [
    ...text.matchAll(/\b(?:https?|wss?):\/\/[\w[][^\s"'`<>\\)]*/gi),
    ...text.matchAll(/(?<=["'`])\/\/[\w-]+\.[^\s"'`<>\\)]+/g),
    // A full stop behind an address belongs to the sentence, in Chinese and Hindi too.
  ].map(([address]) => address.replace(/[.,;:!?。，；：！？।]+$/u, ''))
  return [
    ...bareModules.map((specifier) => `imports a package: ${specifier}`),
    ...[...modules.filter((specifier) => !bareModules.includes(specifier)), ...assets].flatMap((address) =>
      addressProblems(address, here),
    ),
    ...[...new Set(written)]
      .filter((address) => !isNeverFetched(address))
      .map((address) => `points outside: ${address}`),
  ]
}

function isNeverFetched(address: string): boolean {
  return NEVER_FETCHED.some((known) =>
    known.address.endsWith('/') ? address.startsWith(known.address) : address === known.address,
  )
}
