import { PortalFailure, type Failure } from '../failure.ts'
import type { AppFacts } from '../keeping.ts'
import type { CopyKeeper, CopyReply } from '../run/ports.ts'
import type { ArchiveCodec, ArchiveReader, ArchiveStore } from './ports.ts'
import { isComplete, type ArchivedContact } from './record.ts'
import { contactText, headerText, sealOf, trailerText } from './write-file.ts'

/** What an archive is to be called, and what its first line says of it. */
export interface ArchiveTask {
  readonly archiveId: string
  /** '' for contacts that are deleted one by one. */
  readonly planId: string
  readonly reference: string
  /** How many contacts are to be deleted. */
  readonly planned: number
}

export interface KeeperPorts {
  readonly archives: ArchiveReader
  readonly codec: Pick<ArchiveCodec, 'encode' | 'sha256'>
  readonly about: AppFacts
  /**
   * Where copies go. A copy counts as kept when the first of them keeps it: the portal's where it has one, which
   * survives the browser. The others get it too, as far as they can. Rejects with PortalFailure.
   */
  stores(): Promise<readonly ArchiveStore[]>
  /** Unix ms of our clock. */
  now(): number
}

/** No place kept a copy: the portal's storage is full or was withdrawn, or the browser keeps nothing. */
export const NOT_KEPT: Failure = { kind: 'portal-error', code: 'COPY_NOT_KEPT', portalText: '' }

/** Writes an archive as its contacts are read, each portion a part, the header before the first and the seal at the end. */
export function createCopyKeeper(task: ArchiveTask, ports: KeeperPorts): CopyKeeper {
  const { archives, codec, about } = ports

  async function keep(number: number, text: string): Promise<boolean> {
    const stores = await ports.stores()
    const kept = await Promise.all(stores.map((store) => store.keep(task.archiveId, number, text)))
    return kept[0] === true
  }

  return {
    async copy(ids, seals): Promise<CopyReply> {
      try {
        const contacts = await readAll(archives, ids)
        const texts = contacts.length > 0 ? [contacts.map(contactText).join('')] : []
        if (seals.length === 0 && texts.length > 0) {
          const { planId, reference, planned } = task
          const said = { planId, reference, writtenAt: ports.now(), counts: { planned } }
          texts.unshift(headerText({ ...about, ...said }))
        }
        for (const [at, text] of texts.entries()) {
          if (!(await keep(seals.length + at, text))) return { kind: 'failed', failure: NOT_KEPT }
        }
        return {
          kind: 'copied',
          seals: await Promise.all(texts.map((text) => sealOf(text, codec))),
          copies: contacts.map((contact) => ({
            id: contact.id,
            whole: isComplete(contact),
            readAt: contact.readAt,
          })),
        }
      } catch (thrown) {
        if (thrown instanceof PortalFailure) return { kind: 'failed', failure: thrown.failure }
        throw thrown
      }
    },
    async close({ seals, contacts, incomplete }) {
      try {
        return await keep(seals.length, trailerText({ contacts, incomplete, parts: seals }))
      } catch (thrown) {
        if (thrown instanceof PortalFailure) return false
        throw thrown
      }
    },
  }
}

async function readAll(archives: ArchiveReader, ids: readonly number[]): Promise<ArchivedContact[]> {
  const wanted = new Set(ids)
  const contacts: ArchivedContact[] = []
  for await (const portion of archives.read(ids)) {
    // What was not asked for does not belong into this archive, and what came twice came once.
    for (const contact of portion) if (wanted.delete(contact.id)) contacts.push(contact)
  }
  return contacts
}
