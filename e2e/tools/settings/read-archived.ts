import type { ArchivedContact } from '../../../src/core/archive/archived-contact.ts'
import { USUAL_BUCKET } from '../../../src/core/job/pace/bucket.ts'
import { createArchiveReader } from '../../../src/portal/archive/reading/archive-reader.ts'
import type { FetchFile } from '../../../src/portal/archive/reading/files.ts'
import { BUILT_IN } from '../../../src/portal/plan/item-kinds.ts'
import { createPacedRest } from '../../../src/portal/rest/paced-rest.ts'
import { createRest } from '../../../src/portal/rest/rest.ts'
import { TYPE } from '../../portal/store/stages.ts'
import type { TestPortal } from '../../portal/testing.ts'
import { sendTo } from '../portal-rest.ts'

const ADMIN = 1
const KINDS = {
  items: [...BUILT_IN, { kind: 'item' as const, entityTypeId: TYPE.smart }],
  itemsUnknown: false,
}
const blocked: FetchFile = () => Promise.resolve(null)

/** Copies of these contacts, read as the app reads them. */
export async function readIn(
  test: TestPortal,
  ids: readonly number[],
  { user = ADMIN, fetchFile = blocked }: { user?: number; fetchFile?: FetchFile } = {},
): Promise<ArchivedContact[]> {
  const patience = {
    now: test.portal.now,
    wait: (ms: number) => {
      test.pass(ms / 1000)
      return Promise.resolve()
    },
  }
  const paced = createPacedRest(createRest(sendTo(test, user), test.portal.now), patience, USUAL_BUCKET)
  const reader = createArchiveReader({ paced, kinds: KINDS, fetchFile, now: test.portal.now })
  const read: ArchivedContact[] = []
  for await (const portion of reader.read(ids)) read.push(...portion)
  return read
}
