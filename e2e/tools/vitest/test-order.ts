import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Tests that need a document come last. A process that goes from one kind to the other is started anew and loads all
 * modules again; mixed, as the usual order has them, that happens a dozen times.
 */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files)
    return [...usual.filter((file) => !needsDocument(file)), ...usual.filter(needsDocument)]
  }
}

function needsDocument({ moduleId }: TestSpecification): boolean {
  return readFileSync(moduleId, 'utf8').includes('@vitest-environment')
}
