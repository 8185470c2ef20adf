import * as v from 'valibot'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import { withoutUnread } from '#core/json.ts'
import { readGuardSettings } from '#core/plan/guards.ts'
import type { ProtectStore } from '#core/plan/protect/ports.ts'
import {
  readProtectList,
  withoutProtected,
  withProtected,
  writeProtectList,
  type Protection,
  type Protections,
  type StoredProtectList,
} from '#core/plan/protect/protect-list.ts'
import type { Rest } from '../../rest/rest.ts'
import { createSharedOption, optionCommands, storedIn } from '../../rest/shared-option.ts'
import { PROTECT_OPTION } from './protect-watch.ts'

const SCOPES = { me: 'own', everybody: 'portal' } as const satisfies Record<FilterScope, 'own' | 'portal'>

type Stored = Readonly<Record<'own' | 'portal', unknown>>

export function createProtectStore(rest: Rest): ProtectStore {
  // Lists are always written to the one scope that is meant.
  const lists = createSharedOption(rest, PROTECT_OPTION, false)
  const rules = createSharedOption(rest, 'guards', false)
  /** One change after the other: each reads what the earlier one wrote. */
  let changing: Promise<unknown> = Promise.resolve()

  async function stored(): Promise<{ list: Stored; guards: Stored }> {
    const [list, guards] = [optionCommands(PROTECT_OPTION), optionCommands('guards')]
    const found = await rest.batch({
      own: list.own,
      portal: list.portal,
      rules: guards.own,
      allRules: guards.portal,
    })
    return {
      list: { own: storedIn(found.own), portal: storedIn(found.portal) },
      guards: { own: storedIn(found.rules), portal: storedIn(found.allRules) },
    }
  }

  function inTurn(act: () => Promise<Protections>): Promise<Protections> {
    const mine = changing.then(act)
    changing = mine.catch(() => undefined)
    return mine
  }

  return {
    read: () => inTurn(async () => protectionsIn(await stored())),
    protect: (scope, entries) =>
      inTurn(async () => {
        const { list, guards } = await stored()
        const whose = SCOPES[scope]
        const next = writeProtectList(withProtected(readProtectList(list[whose]), entries))
        await lists.writeTo(whose, next)
        return protectionsIn({ list: { ...list, [whose]: next }, guards })
      }),
    lift: (gone) =>
      inTurn(async () => {
        let { list, guards } = await stored()
        for (const scope of ['me', 'everybody'] as const) {
          const whose = SCOPES[scope]
          const ids = new Set(gone.filter((one) => one.scope === scope).map(({ id }) => id))
          const now = readProtectList(list[whose])
          if (now.entries.some(({ id }) => ids.has(id))) {
            list = { ...list, [whose]: writeProtectList(withoutProtected(now, ids)) }
            await lists.writeTo(whose, list[whose])
          }
          const old = v.safeParse(oldList, guards[whose])
          if (old.success && old.output.protectedIds.some((id) => ids.has(Number(id)))) {
            const protectedIds = old.output.protectedIds.filter((id) => !ids.has(Number(id)))
            guards = { ...guards, [whose]: { ...old.output, protectedIds } }
            await rules.writeTo(whose, guards[whose])
          }
        }
        return protectionsIn({ list, guards })
      }),
    discardUnread: (seen) =>
      inTurn(async () => {
        const { guards, ...found } = await stored()
        let { list } = found
        for (const { scope, parts } of seen) {
          const whose = SCOPES[scope]
          const now = readProtectList(list[whose])
          const next = withoutUnread(now, parts)
          if (next === now) continue
          list = { ...list, [whose]: writeProtectList(next) }
          await lists.writeTo(whose, list[whose])
        }
        return protectionsIn({ list, guards })
      }),
  }
}

const anyRules = v.looseObject({})
/** Rules as versions stored them that kept the list inside them. */
const oldList = v.looseObject({ protectedIds: v.array(v.unknown()) })

function protectionsIn({ list, guards }: { list: Stored; guards: Stored }): Protections {
  const mine = readProtectList(list.own)
  const everybodys = readProtectList(list.portal)
  // The user's own rules replace everybody's, with the list in them.
  const scope: FilterScope = guards.own === null ? 'everybody' : 'me'
  const rules = guards.own ?? guards.portal
  const { settings } = readGuardSettings(rules)
  // Other damage to the rules is reported by the review.
  const { protectedIds } = v.is(oldList, rules) ? rules : { protectedIds: [] }
  const damaged =
    protectedIds.length !== settings.protectedIds.length || (rules !== null && !v.is(anyRules, rules))
  const named = (of: StoredProtectList, whom: FilterScope): Protection[] =>
    of.entries.map((entry) => ({ ...entry, scope: whom }))
  const listed = [...named(everybodys, 'everybody'), ...named(mine, 'me')]
  const known = new Set(listed.filter((entry) => entry.scope === scope).map(({ id }) => id))
  const old = settings.protectedIds.flatMap((id): Protection[] =>
    known.has(id) ? [] : [{ id, reason: '', until: null, by: null, at: null, scope }],
  )
  const unread = [
    { scope: 'me', parts: mine.unread } as const,
    { scope: 'everybody', parts: everybodys.unread } as const,
  ].filter(({ parts }) => parts.length > 0)
  return { entries: [...listed, ...old], damaged: damaged || unread.length > 0, unread }
}
