import { CONTACT } from '#core/entities.ts'
import * as v from 'valibot'
import { PAGE_SIZE } from '#core/contact/contact-query.ts'
import { failureOfKind, PortalFailure, type Failure } from '#core/failure.ts'
import { foldedKeyText } from '#core/restore/plan/external-key.ts'
import type { RestoreLookup } from '#core/restore/ports.ts'
import { ACTIVITY, USER } from '#core/entities.ts'
import { type TargetRef } from '#core/restore/plan/references.ts'
import { idIn, rows, textIn } from '../archive/reading/rows.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import { createContactFinder } from '../plan/contact-finder.ts'
import { groupsOf } from '../plan/planned-rows.ts'
import { gathering } from './gathering.ts'
import { ABSENT, type Command, type CommandAnswer } from '../rest/rest.ts'
import { isForGood } from '../rest/refusals.ts'
import { id, listOf, read } from '../rest/wire.ts'

const fields = v.record(v.string(), v.unknown())
const itemRows = v.object({ items: listOf(v.object({ id })) })

/**
 * Reads from the portal what a restore plan needs; writes nothing.
 * @param readsAll the user is an administrator and sees all contacts
 */
export function createRestoreLookup(rest: Pick<PacedRest, 'all' | 'call'>, readsAll: boolean): RestoreLookup {
  const paced = gathering(rest)
  const finder = createContactFinder(paced)

  async function ask<S extends v.GenericSchema>(schema: S, command: Command): Promise<v.InferOutput<S>> {
    const [reply] = await paced.all([command])
    return read(schema, reply?.answer ?? ABSENT)
  }

  let known: Promise<void> | null = null

  /**
   * Checks that the portal knows both filter keys: it drops an unknown one without an error and then lists everyone
   * (portal README, "Lists and filters").
   */
  function needKeys(): Promise<void> {
    // Asked once: fields do not disappear from a portal.
    known ??= askForKeys()
    known.catch(() => (known = null))
    return known
  }

  async function askForKeys(): Promise<void> {
    const portalFields = await ask(fields, { method: 'crm.contact.fields', params: {} })
    if ('ORIGINATOR_ID' in portalFields && 'ORIGIN_ID' in portalFields) return
    throw new PortalFailure(failureOfKind('filter-unknown'))
  }

  /** All contacts with any of these keys. The pages of one group are read in turn, all groups at once. */
  async function withOrigins(groups: readonly OriginGroup[]): Promise<Found[]> {
    const found: Found[] = []
    for (let open = groups.map((group) => ({ ...group, after: 0 })); open.length > 0;) {
      const pages = await paced.all(open.map(originsCommand))
      open = open.flatMap((group, at) => {
        const page = read(rows, pages[at]?.answer ?? ABSENT)
        const bearers = page.map((row) => foundIn(row, group))
        found.push(...bearers)
        const after = bearers.at(-1)?.id
        return after === undefined || page.length < PAGE_SIZE ? [] : [{ ...group, after }]
      })
    }
    return found
  }

  /** The IDs in an answer; null: this user may not see them. Throws PortalFailure if the answer cannot be read. */
  function presentIds(entityTypeId: number, answer: CommandAnswer): Set<number> | null {
    if (answer.kind === 'refused' && isAboutTarget(answer.failure)) return null
    if (entityTypeId === USER || entityTypeId === ACTIVITY)
      return new Set(read(rows, answer).map((row) => idIn(row, 'ID')))
    return new Set(read(itemRows, answer).items.map((one) => one.id))
  }

  /** Those that the portal does not clearly call deleted: what may still be there must not be made twice. */
  async function hidden(contactIds: readonly number[]): Promise<number[]> {
    const singly = await paced.all(
      contactIds.map((each) => singleCommand({ entityTypeId: CONTACT, id: each })),
    )
    const answers = contactIds.map(async (each, at): Promise<number[]> => {
      const answer = singly[at]?.answer ?? ABSENT
      const isOld = answer.kind === 'refused' && answer.failure.kind === 'method-gone'
      const known = isOld ? await oldAnswer(each) : answer
      if (known.kind === 'refused' && isForGood(known.failure))
        return known.failure.kind === 'not-found' ? [] : [each]
      read(v.unknown(), known)
      // It was missing from the list, so it came back since.
      return [each]
    })
    return (await Promise.all(answers)).flat()
  }

  /**
   * From a portal older than crm.item.get. Not in a batch, where an earlier refusal may change its words (portal README,
   * "Refusals of the CRM").
   */
  async function oldAnswer(contactId: number): Promise<CommandAnswer> {
    try {
      return { kind: 'result', ...(await paced.call('crm.contact.get', { id: contactId })) }
    } catch (thrown) {
      if (!(thrown instanceof PortalFailure)) throw thrown
      return { kind: 'refused', failure: thrown.failure }
    }
  }

  return {
    ...(readsAll ? {} : { hidden }),
    async origins(keys) {
      if (keys.length === 0) return []
      const groups = [...new Set(keys.map(({ originatorId }) => originatorId))].flatMap((originatorId) =>
        groupsOf(keys.filter((key) => key.originatorId === originatorId).map(({ originId }) => originId)).map(
          (originIds) => ({ originatorId, originIds }),
        ),
      )
      const [found] = await Promise.all([withOrigins(groups), needKeys()])
      const bearers = new Map<string, number[]>()
      for (const { key, id: bearer } of found) bearers.set(key, [...(bearers.get(key) ?? []), bearer])
      return keys.flatMap((key) => {
        const ids = bearers.get(foldedKeyText(key))
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
        const there = presentIds(entityTypeId, lists[at]?.answer ?? ABSENT)
        return there === null ? [] : group.filter((one) => !there.has(one.id))
      })
      // user.get shows all users to everyone. Anything else that is missing may be hidden from this user.
      const users = missing.filter(({ entityTypeId }) => entityTypeId === USER)
      const alone = missing.filter(({ wentAlong }) => wentAlong === true)
      const others = missing.filter(
        ({ entityTypeId, wentAlong }) => entityTypeId !== USER && wentAlong !== true,
      )
      const singly = await paced.all(others.map(singleCommand))
      const settled = others.filter((_, at) => {
        const answer = singly[at]?.answer ?? ABSENT
        if (answer.kind === 'absent' || (answer.kind === 'refused' && !isAboutTarget(answer.failure)))
          read(v.unknown(), answer)
        return answer.kind === 'refused' && answer.failure.kind === 'not-found'
      })
      return [...users, ...alone, ...settled]
    },

    async there(contactIds) {
      const groups = groupsOf(contactIds)
      const lists = await paced.all(groups.map((ids) => listCommand(CONTACT, ids)))
      if (lists.some(({ answer }) => answer.kind === 'refused' && answer.failure.kind === 'method-gone')) {
        // A portal older than crm.item.list has one list of contacts, and no other categories.
        const old = await paced.all(groups.map(oldListCommand))
        return old.flatMap(({ answer }) => read(rows, answer).map((row) => idIn(row, 'ID')))
      }
      return lists.flatMap(({ answer }) => read(itemRows, answer).items.map((one) => one.id))
    },
  }
}

/** Whether a refusal is about the thing that was asked for, and not about limits, the session or the connection. */
function isAboutTarget({ kind }: Failure): boolean {
  return !['operating-limit', 'rate-limit', 'auth', 'network', 'timeout', 'bad-answer', 'offline'].includes(
    kind,
  )
}

interface OriginGroup {
  readonly originatorId: string
  /** At most as many as fit on a page. */
  readonly originIds: readonly string[]
}

interface Found {
  readonly id: number
  /** As `foldedKeyText` gives it. */
  readonly key: string
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

function foundIn(row: v.InferOutput<typeof rows>[number], group: OriginGroup): Found {
  const { originatorId } = group
  const key = foldedKeyText({
    originatorId: textIn(row, 'ORIGINATOR_ID'),
    originId: textIn(row, 'ORIGIN_ID'),
  })
  if (!group.originIds.some((originId) => foldedKeyText({ originatorId, originId }) === key))
    throw new PortalFailure(failureOfKind('filter-ignored'))
  return { id: idIn(row, 'ID'), key }
}

function oldListCommand(ids: readonly number[]): Command {
  return {
    method: 'crm.contact.list',
    params: { select: ['ID'], filter: { '@ID': ids }, order: { ID: 'ASC' }, start: -1 },
  }
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
