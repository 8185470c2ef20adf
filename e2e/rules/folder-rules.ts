import { dirname } from 'node:path/posix'
import { edges, isOurs, type Rule } from '../rules/architecture-rules.ts'
import { isTest } from '../rules/source-file.ts'

/** Rooms of core and of portal, each built on those before it; what lies directly in the folder stands below or above all. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  core: ['filter', 'contact', 'clean-up', 'list', 'plan', 'job', 'archive', 'records', 'deletion', 'restore'],
  portal: [
    'rest',
    'frame',
    'contact',
    'clean-up',
    'plan',
    'journal',
    'deletion',
    'archive',
    'records',
    'restore',
  ],
}

/** No import inside core or portal runs back up. */
export const floorsInOrder: Rule = (files) =>
  edges(files.filter((file) => isOurs(file) && !isTest(file.path))).flatMap(({ from, to }) => {
    const [own, other] = [floorOf(from), floorOf(to)]
    if (own === null || own.room !== other?.room || own.floor >= other.floor) return []
    return [`${from} imports ${to}: ${other.name} stands above ${own.name}`]
  })

/** Core's own files, but for the one that gathers all ports, know no room; those of portal put its rooms together. */
function floorOf(path: string): { room: string; floor: number; name: string } | null {
  const [, room, folder = ''] = /^src\/(core|portal)\/(?:([\w-]+)\/)?/u.exec(path) ?? []
  const floors = room === undefined ? undefined : FLOORS[room]
  if (room === undefined || floors === undefined) return null
  if (folder !== '') {
    const floor = floors.indexOf(folder)
    return floor < 0
      ? { room, floor: -2, name: `${folder}, which no order names,` }
      : { room, floor, name: folder }
  }
  const isAbove = room === 'portal' || path === 'src/core/ports.ts'
  return { room, floor: isAbove ? floors.length : -1, name: path }
}

const MAX_FILES = 20

/** A folder is seen at a glance. @param paths every file: code, documents, pictures. */
export function smallFolders(paths: readonly string[]): string[] {
  return [...grouped(paths, dirname)].flatMap(([folder, within]) =>
    within.length > MAX_FILES ? [`${folder} has ${within.length} files; ${MAX_FILES} is the most`] : [],
  )
}

/** A name of an exported type stands for one thing. */
export const oneTypeAName: Rule = (files) => {
  const named = files
    .filter((file) => isOurs(file) && /\.tsx?$/.test(file.path) && !isTest(file.path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:interface|type|class|abstract class) (\w+)/gmu)].map(([, name = '']) => ({
        name,
        path,
      })),
    )
  return [...grouped(named, ({ name }) => name)].flatMap(([name, all]) =>
    all.length > 1 ? [`${name} is exported by ${all.map(({ path }) => path).join(' and ')}`] : [],
  )
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

export const FOLDER_RULES: Readonly<Record<string, Rule>> = { floorsInOrder, oneTypeAName }
