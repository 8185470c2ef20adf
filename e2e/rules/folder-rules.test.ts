import { expect, it } from 'vitest'
import { FOLDER_RULES, smallFolders } from './folder-rules.ts'
import { readSource } from '../rules/source-file.ts'

const breaches = (name: string, files: Readonly<Record<string, string>>): string[] =>
  FOLDER_RULES[name]?.(Object.entries(files).map(([path, text]) => readSource(path, text))) ?? []

it('an import may not run up inside core or portal', () => {
  expect(
    breaches('floorsInOrder', {
      'src/core/restore/plan.ts': "import '../job/work.ts'\nimport '../failure.ts'",
      'src/core/job/work.ts': "import '../restore/plan.ts'",
      'src/core/failure.ts': "import './job/work.ts'",
      'src/core/job/run.ts': "import '../ports.ts'",
      'src/core/ports.ts': "import './restore/plan.ts'",
      'src/core/attic/box.ts': "import '../job/work.ts'",
      'src/core/job/box.ts': "import '../attic/box.ts'",
      'src/portal/connect.ts': "import './restore/sender.ts'",
      'src/portal/rest/rest.ts': "import '../connect.ts'",
    }),
  ).toEqual([
    'src/core/job/work.ts imports src/core/restore/plan.ts: restore stands above job',
    'src/core/failure.ts imports src/core/job/work.ts: job stands above src/core/failure.ts',
    'src/core/job/run.ts imports src/core/ports.ts: src/core/ports.ts stands above job',
    'src/core/attic/box.ts imports src/core/job/work.ts: job stands above attic, which no order names,',
    'src/portal/rest/rest.ts imports src/portal/connect.ts: src/portal/connect.ts stands above rest',
  ])
})

it('a folder has 20 files at most, those of the folders inside it not counted', () => {
  const paths = (folder: string, count: number): string[] =>
    Array.from({ length: count }, (_, at) => `${folder}/${at}.ts`)
  expect(smallFolders([...paths('src/a', 20), ...paths('src/a/b', 20)])).toEqual([])
  expect(smallFolders(paths('src/a', 21))).toEqual(['src/a has 21 files; 20 is the most'])
})

it('a name of an exported type stands for one thing', () => {
  expect(
    breaches('oneTypeAName', {
      'src/core/a.ts': 'export interface Reading {}\ninterface Entry {}',
      'src/portal/b.ts': 'export type Reading = string\nexport type Entry = string',
      'src/portal/b.test.ts': 'export type Entry = number',
    }),
  ).toEqual(['Reading is exported by src/core/a.ts and src/portal/b.ts'])
})
