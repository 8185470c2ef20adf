import * as v from 'valibot'
import type { ContactFinder } from '#core/bulk-ports.ts'
import { PAGE_SIZE } from '#core/contact-query.ts'
import { PortalFailure } from '#core/failure.ts'
import type { OriginKey } from '#core/restore/origin.ts'
import type { RestoreLookup } from '#core/restore/ports.ts'
import { ACTIVITY, USER, type TargetRef } from '#core/restore/targets.ts'
import { idIn, rows, textIn } from '../archive/rows.ts'
import type { PacedRest } from '../bulk/paced-rest.ts'
import { groupsOf } from '../bulk/planned-rows.ts'
import type { Command, CommandAnswer, Rest } from '../rest.ts'
import { id, listOf, read } from '../wire.ts'

const fields = v.record(v.string(), v.unknown())
const itemRows = v.object({ items: listOf(v.object({ id })) })

/** What planning a restore must know of the portal; asks only. */
export function createRestoreLookup(
  rest: Rest,
  paced: PacedRest,
  finder: Pick<ContactFinder, 'find'>,
): RestoreLookup {
  async function ask<S extends v.GenericSchema>(schema: S, command: Command): Promise<v.InferOutput<S>> {
    const [told] = await paced.all([command])
    return read(schema, told?.answer ?? { kind: 'absent' })
  }

  /** An unknown filter key is dropped in silence, and the list then means everybody (rest-contract.md, 1.3). */
  async function needKeys(): Promise<void> {
    const known = await ask(fields, { method: 'crm.contact.fields', params: {} })
    if ('ORIGINATOR_ID' in known && 'ORIGIN_ID' in known) return
    throw new PortalFailure({ kind: 'portal-error', code: 'UNKNOWN_FILTER_KEY', portalText: '' })
  }

  async function withOrigins(originatorId: string, originIds: readonly string[]): Promise<Found[]> {
    const found: Found[] = []
    for (;;) {
      const page = await ask(rows, {
        method: 'crm.contact.list',
        params: {
          select: ['ID', 'ORIGINATOR_ID', 'ORIGIN_ID'],
          filter: { ORIGINATOR_ID: originatorId, '@ORIGIN_ID': originIds, '>ID': found.at(-1)?.id ?? 0 },
          order: { ID: 'ASC' },
          start: -1,
        },
      })
      for (const row of page) {
        const key = { originatorId: textIn(row, 'ORIGINATOR_ID'), originId: textIn(row, 'ORIGIN_ID') }
        if (key.originatorId !== originatorId || !originIds.includes(key.originId))
          throw new PortalFailure({ kind: 'bad-answer', code: 'FILTER_NOT_HEEDED', portalText: '' })
        found.push({ id: idIn(row, 'ID'), originId: key.originId })
      }
      if (page.length < PAGE_SIZE) return found
    }
  }

  /** Which of these were told to be there; null: their list could not be read, so nothing is known of them. */
  function present(entityTypeId: number, answer: CommandAnswer): Set<number> | null {
    if (answer.kind !== 'result') return null
    try {
      if (entityTypeId === USER || entityTypeId === ACTIVITY)
        return new Set(read(rows, answer).map((row) => idIn(row, 'ID')))
      return new Set(read(itemRows, answer).items.map((one) => one.id))
    } catch (thrown) {
      if (thrown instanceof PortalFailure) return null
      throw thrown
    }
  }

  return {
    async origins(keys) {
      if (keys.length === 0) return []
      await needKeys()
      const found = new Map<OriginKey, number[]>()
      const originators = new Set(keys.map(({ originatorId }) => originatorId))
      for (const originatorId of originators) {
        const own = keys.filter((key) => key.originatorId === originatorId)
        for (const group of groupsOf(own)) {
          const contacts = await withOrigins(originatorId, [
            ...new Set(group.map(({ originId }) => originId)),
          ])
          for (const key of group) {
            const ids = contacts.filter(({ originId }) => originId === key.originId).map((one) => one.id)
            if (ids.length > 0) found.set(key, ids)
          }
        }
      }
      return [...found].map(([key, ids]) => ({ key, ids }))
    },

    async owners(wanted) {
      const owners = []
      for await (const portion of finder.find(wanted)) owners.push(...portion)
      return owners
    },

    async gone(targets) {
      const kinds = new Set(targets.map(({ entityTypeId }) => entityTypeId))
      const groups = [...kinds].flatMap((entityTypeId) =>
        groupsOf(targets.filter((one) => one.entityTypeId === entityTypeId)).map((group) => ({
          entityTypeId,
          group,
        })),
      )
      const lists = await paced.all(
        groups.map(({ entityTypeId, group }) =>
          listCommand(
            entityTypeId,
            group.map((one) => one.id),
          ),
        ),
      )
      const missing = groups.flatMap(({ entityTypeId, group }, at) => {
        const there = present(entityTypeId, lists[at]?.answer ?? { kind: 'absent' })
        return there === null ? [] : group.filter((one) => !there.has(one.id))
      })
      // user.get shows everybody, whoever asks; the rest may be there and hidden.
      const users = missing.filter(({ entityTypeId }) => entityTypeId === USER)
      const others = missing.filter(({ entityTypeId }) => entityTypeId !== USER)
      const singly = await paced.all(others.map(singleCommand))
      const settled = others.filter((_, at) => {
        const answer = singly[at]?.answer
        return answer?.kind === 'refused' && answer.failure.kind === 'not-found'
      })
      return [...users, ...settled]
    },

    async mayImport() {
      try {
        // Nothing can come of it: a contact without a name is refused, whoever asks.
        const { result } = await rest.call('crm.contact.add', {
          fields: { NAME: '', LAST_NAME: '' },
          params: { IMPORT: 'Y', REGISTER_SONET_EVENT: 'N' },
        })
        await takeBack(rest, result)
        return 'yes'
      } catch (thrown) {
        if (!(thrown instanceof PortalFailure)) return 'unknown'
        const { kind, code } = thrown.failure
        if (kind === 'access-denied') return 'no'
        // Validation's own code (rest-contract.md, 2.2): the right was looked at before.
        return code === 'ERROR_CORE' ? 'yes' : 'unknown'
      }
    },
  }
}

interface Found {
  readonly id: number
  readonly originId: string
}

function listCommand(entityTypeId: number, ids: readonly number[]): Command {
  if (entityTypeId === USER) return { method: 'user.get', params: { FILTER: { ID: ids } } }
  if (entityTypeId === ACTIVITY)
    return {
      method: 'crm.activity.list',
      params: { select: ['ID'], filter: { '@ID': ids }, order: { ID: 'ASC' }, start: -1 },
    }
  return {
    method: 'crm.item.list',
    params: { entityTypeId, select: ['id'], filter: { '@id': ids }, order: { id: 'ASC' }, start: -1 },
  }
}

function singleCommand({ entityTypeId, id: target }: TargetRef): Command {
  if (entityTypeId === ACTIVITY) return { method: 'crm.activity.get', params: { id: target } }
  return { method: 'crm.item.get', params: { entityTypeId, id: target } }
}

/** A portal that did take a contact without a name gets it back at once. */
async function takeBack(rest: Rest, result: unknown): Promise<void> {
  const made = v.safeParse(id, result)
  if (made.success) await rest.call('crm.contact.delete', { id: made.output })
}
