import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOfKind, PortalFailure, type Failure } from '#core/failure.ts'
import { keyText, type OriginKey } from '#core/restore/plan/external-key.ts'
import type { RestoreLookup } from '#core/restore/ports.ts'
import { ACTIVITY, USER, type TargetRef } from '#core/restore/plan/references.ts'
import { idIn, rows, textIn } from '../archive/reading/rows.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import { groupsOf } from '../plan/planned-rows.ts'
import type { Command, CommandAnswer } from '../rest/rest.ts'
import { id, listOf, read } from '../rest/wire.ts'
import type { ContactFinder } from '#core/list/ports.ts'

const fields = v.record(v.string(), v.unknown())
const itemRows = v.object({ items: listOf(v.object({ id })) })

/**
 * What planning a restore must know of the portal; asks only.
 * @param readsAll the user is an administrator, from whom no contact is hidden.
 */
export function createRestoreLookup(
  paced: PacedRest,
  finder: Pick<ContactFinder, 'findFew'>,
  readsAll: boolean,
): RestoreLookup {
  async function ask<S extends v.GenericSchema>(schema: S, command: Command): Promise<v.InferOutput<S>> {
    const [told] = await paced.all([command])
    return read(schema, told?.answer ?? { kind: 'absent' })
  }

  let known: Promise<void> | null = null

  /**
   * An unknown filter key is dropped in silence, and the list then means everybody
   * (portal README, "Lists and filters").
   */
  function needKeys(): Promise<void> {
    // A portal that knows them once knows them always.
    known ??= askForKeys()
    known.catch(() => (known = null))
    return known
  }

  async function askForKeys(): Promise<void> {
    const told = await ask(fields, { method: 'crm.contact.fields', params: {} })
    if ('ORIGINATOR_ID' in told && 'ORIGIN_ID' in told) return
    throw new PortalFailure(failureOfKind('filter-unknown'))
  }

  /** All contacts with any of these keys, each group's pages one after another, all groups at once. */
  async function withOrigins(groups: readonly OriginGroup[]): Promise<Found[]> {
    const found: Found[] = []
    for (let open = groups.map((group) => ({ ...group, after: 0 })); open.length > 0;) {
      const pages = await paced.all(open.map(originsCommand))
      open = open.flatMap((group, at) => {
        const page = read(rows, pages[at]?.answer ?? { kind: 'absent' }).map((row) => bearerIn(row, group))
        found.push(...page)
        const after = page.at(-1)?.id
        return after === undefined || page.length < PAGE_SIZE ? [] : [{ ...group, after }]
      })
    }
    return found
  }

  /** Which of these were told to be there; null: not to this user. Throws PortalFailure for what cannot be read. */
  function present(entityTypeId: number, answer: CommandAnswer): Set<number> | null {
    if (answer.kind === 'refused' && isOfTheMatter(answer.failure)) return null
    if (entityTypeId === USER || entityTypeId === ACTIVITY)
      return new Set(read(rows, answer).map((row) => idIn(row, 'ID')))
    return new Set(read(itemRows, answer).items.map((one) => one.id))
  }

  async function hidden(contactIds: readonly number[]): Promise<number[]> {
    const singly = await paced.all(
      contactIds.map((each) => singleCommand({ entityTypeId: CONTACT, id: each })),
    )
    return contactIds.filter((_, at) => {
      const answer = singly[at]?.answer ?? { kind: 'absent' }
      if (answer.kind === 'refused' && isOfTheMatter(answer.failure))
        return answer.failure.kind === 'access-denied'
      read(v.unknown(), answer)
      // Between the list and this it came back.
      return true
    })
  }

  return {
    ...(readsAll ? {} : { hidden }),
    async origins(keys) {
      if (keys.length === 0) return []
      await needKeys()
      const groups = [...new Set(keys.map(({ originatorId }) => originatorId))].flatMap((originatorId) =>
        groupsOf(keys.filter((key) => key.originatorId === originatorId).map(({ originId }) => originId)).map(
          (originIds) => ({ originatorId, originIds }),
        ),
      )
      const bearers = new Map<string, number[]>()
      for (const { key, id: bearer } of await withOrigins(groups)) {
        const text = keyText(key)
        bearers.set(text, [...(bearers.get(text) ?? []), bearer])
      }
      return keys.flatMap((key) => {
        const ids = bearers.get(keyText(key))
        return ids === undefined ? [] : [{ key, ids }]
      })
    },

    owners: (wanted) => finder.findFew(wanted),

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
        const answer = singly[at]?.answer ?? { kind: 'absent' }
        if (answer.kind === 'absent' || (answer.kind === 'refused' && !isOfTheMatter(answer.failure)))
          read(v.unknown(), answer)
        return answer.kind === 'refused' && answer.failure.kind === 'not-found'
      })
      return [...users, ...settled]
    },

    async there(contactIds) {
      const groups = groupsOf(contactIds)
      const lists = await paced.all(groups.map((ids) => listCommand(CONTACT, ids)))
      return lists.flatMap(({ answer }) => read(itemRows, answer).items.map((one) => one.id))
    },
  }
}

/** Whether a refusal says something of what was asked, and not only that now is not the time. */
function isOfTheMatter({ kind }: Failure): boolean {
  return !['operating-limit', 'rate-limit', 'auth', 'network', 'timeout', 'bad-answer', 'offline'].includes(
    kind,
  )
}

interface OriginGroup {
  readonly originatorId: string
  /** At most a page of them. */
  readonly originIds: readonly string[]
}

interface Found {
  readonly id: number
  readonly key: Pick<OriginKey, 'originatorId' | 'originId'>
}

function originsCommand({ originatorId, originIds, after }: OriginGroup & { after: number }): Command {
  return {
    method: 'crm.contact.list',
    params: {
      select: ['ID', 'ORIGINATOR_ID', 'ORIGIN_ID'],
      filter: { ORIGINATOR_ID: originatorId, '@ORIGIN_ID': originIds, '>ID': after },
      order: { ID: 'ASC' },
      start: -1,
    },
  }
}

function bearerIn(row: v.InferOutput<typeof rows>[number], group: OriginGroup): Found {
  const key = { originatorId: textIn(row, 'ORIGINATOR_ID'), originId: textIn(row, 'ORIGIN_ID') }
  if (key.originatorId !== group.originatorId || !group.originIds.includes(key.originId))
    throw new PortalFailure(failureOfKind('filter-ignored'))
  return { id: idIn(row, 'ID'), key }
}

/** The portal's number for contacts among its items. */
const CONTACT = 3

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
