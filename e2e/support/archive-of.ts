import { writeArchive, packArchive } from '../../src/core/archive/file/write-file.ts'
import type { ArchivedContact } from '../../src/core/archive/archived-contact.ts'
import type { ArchiveHeader } from '../../src/core/archive/file/format.ts'
import { USUAL_BUCKET } from '../../src/core/job/pace/bucket.ts'
import { findPortalPlace } from '../../src/portal/records/portal-place.ts'
import { createArchiveReader } from '../../src/portal/archive/reading/archive-reader.ts'
import { BUILT_IN } from '../../src/portal/plan/item-kinds.ts'
import { createPacedRest } from '../../src/portal/rest/paced-rest.ts'
import { createRest } from '../../src/portal/rest/rest.ts'
import type { RunningPortal } from '../portal/contract.ts'
import { TYPE } from '../portal/store/stages.ts'
import { USER } from '../portal/store/users.ts'
import { nodeCodec } from '../simulation/codec.ts'
import { sendOver } from '../tools/portal-rest.ts'

/** The app's way to the portal, as an administrator, in no hurry to be gentle. */
function restOf({ origin, portal }: RunningPortal) {
  const rest = createRest(
    sendOver(`http://127.0.0.1:${new URL(origin).port}/rest`, portal.auth.issue(USER.admin).AUTH_ID),
  )
  const patience = { now: Date.now, wait: () => Promise.resolve() }
  // As quick as it can be: a bucket like that of nobody.
  return { paced: createPacedRest(rest, patience, { ...USUAL_BUCKET, size: 1e6, leakPerSecond: 1e6 }) }
}

/** What the app would have saved of these contacts, as the text of an archive file. Read while they are still there. */
export async function archiveTextOf(
  running: RunningPortal,
  ids: readonly number[],
  memberId = running.portal.auth.memberId,
): Promise<string> {
  let text = ''
  for await (const part of partsOf(running, ids, memberId)) text += part.text
  return text
}

/** Lays such an archive into the app's storage in the portal, as a run would have. */
export async function keepInPortal(
  running: RunningPortal,
  archiveId: string,
  ids: readonly number[],
): Promise<void> {
  const { paced } = restOf(running)
  const place = await findPortalPlace({ paced, me: USER.admin }, () => Promise.resolve(30))
  for await (const { number, text } of partsOf(running, ids, running.portal.auth.memberId)) {
    if ((await place?.archives.keep(archiveId, number, text)) !== true) throw new Error('not kept')
  }
}

async function* partsOf(running: RunningPortal, ids: readonly number[], memberId: string) {
  const { portal } = running
  const { paced } = restOf(running)
  const kinds = {
    items: [...BUILT_IN, { kind: 'item' as const, entityTypeId: TYPE.smart }],
    itemsUnknown: false,
  }
  const reader = createArchiveReader({
    paced,
    kinds,
    fetchFile: () => Promise.resolve(null),
    now: portal.now,
  })
  const contacts: ArchivedContact[] = []
  for await (const portion of reader.read(ids)) contacts.push(...portion)
  const about = {
    appVersion: '0.0.0',
    portal: { memberId, host: 'acme.bitrix24.com' },
    user: { id: USER.admin, name: 'Ada Admin' },
    writtenAt: portal.now(),
    planId: 'plan-of-a-test',
    reference: 'ticket 12',
    counts: { planned: ids.length },
  }
  yield* writeArchive(about, contacts, nodeCodec)
}

/** The same archive with its contacts changed and sealed anew, as somebody could who knows the format. */
export async function resealed(text: string, change: (line: string) => string): Promise<string> {
  const [header = '', ...lines] = text.trimEnd().split('\n')
  const contacts = lines
    .slice(0, -1)
    .map((line) => (JSON.parse(change(line)) as { contact: ArchivedContact }).contact)
  let sealed = ''
  for await (const part of writeArchive(JSON.parse(header) as ArchiveHeader, contacts, nodeCodec))
    sealed += part.text
  return sealed
}

/** As a person downloads it. */
export async function packed(text: string): Promise<Buffer> {
  return Buffer.from(await packArchive([text], nodeCodec))
}
