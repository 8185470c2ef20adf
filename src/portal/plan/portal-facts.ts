import * as v from 'valibot'
import { PortalFailure } from '#core/failure.ts'
import type { Bin } from '#core/plan/review.ts'
import { INVOICE } from '#core/entities.ts'
import { stagesCommand } from '../contact/dossier/dossier-commands.ts'
import { readStages, smartTypes } from '../contact/dossier/dossier-rows.ts'
import { ABSENT, type Command, type CommandAnswer, type Rest } from '../rest/rest.ts'
import { flag, id, read, text } from '../rest/wire.ts'
import { BUILT_IN, type ItemKind, type Kinds } from './item-kinds.ts'
import { isForGood } from '../rest/refusals.ts'
import type { PortalFacts } from '#core/plan/ports.ts'

/** This many smart processes fit into a check beside deletes. */
const MOST_SMART_TYPES = 25
/** Pipelines of invoices; there is one unless the portal added more. */
const PIPELINES = 3

/** What a run must know of the portal before anything else; read in one request. */
export interface Introduction {
  readonly facts: PortalFacts
  /** The user's name as the portal writes it; '' if it sends none. */
  readonly name: string
  readonly kinds: Kinds
}

/** Rejects with PortalFailure if a later try may show who the user is; everything else may stay unknown. */
export async function introduce(rest: Rest): Promise<Introduction> {
  const commands: Record<string, Command> = {
    me: { method: 'profile', params: {} },
    // For portals that do not have the method above.
    user: { method: 'user.current', params: {} },
    app: { method: 'app.info', params: {} },
    // This code is undocumented, so the portal may refuse it (portal README, "Recycle bin").
    bin: { method: 'feature.get', params: { CODE: 'recyclebin' } },
    types: {
      method: 'crm.type.list',
      params: { filter: { isClientEnabled: 'Y' }, order: { id: 'ASC' }, select: ['entityTypeId', 'title'] },
    },
    pipelines: { method: 'crm.category.list', params: { entityTypeId: INVOICE } },
    ...Object.fromEntries(
      Array.from({ length: PIPELINES }, (_, at): [string, Command] => [
        `stages${at}`,
        stagesCommand(INVOICE, `$result[pipelines][categories][${at}][id]`),
      ]),
    ),
  }
  const answers = await rest.batch(commands)
  const answer = (name: string): CommandAnswer => answers[name] ?? ABSENT
  const me = whoIn(answer)
  return {
    facts: {
      me: me.ID,
      isAdmin: me.ADMIN === true,
      enterprise: isEnterprise(answer('app')),
      bin: binOf(answer('bin')),
    },
    name: [me.NAME, me.LAST_NAME].filter((part) => part !== '').join(' '),
    kinds: {
      ...kindsIn(answer('types')),
      primaryOnly: new Set(),
      readable: new Set(),
      finalStages: finalStages(answer),
    },
  }
}

const profile = v.object({
  ID: id,
  ADMIN: v.optional(flag, null),
  NAME: v.optional(text, ''),
  LAST_NAME: v.optional(text, ''),
})
type Profile = v.InferOutput<typeof profile>

/** The user if the portal cannot say who it is: what is stored by person is then stored by browser. */
const SOMEBODY: Profile = { ID: 0, ADMIN: null, NAME: '', LAST_NAME: '' }

/** Throws PortalFailure if a later try may succeed. */
function whoIn(answer: (name: string) => CommandAnswer): Profile {
  for (const name of ['me', 'user']) {
    const found = answer(name)
    if (found.kind === 'result' && v.is(profile, found.result)) return read(profile, found)
    const forGood = found.kind === 'result' || (found.kind === 'refused' && isForGood(found.failure))
    if (!forGood) return read(profile, found)
  }
  return SOMEBODY
}

const license = v.object({ LICENSE: text, LICENSE_TYPE: text, LICENSE_FAMILY: text })

/** Enterprise plans are called ent250, ent500 …; LICENSE has the region in front. */
function isEnterprise(answer: CommandAnswer): boolean {
  return (
    or(null, () => {
      const { LICENSE, LICENSE_TYPE, LICENSE_FAMILY } = read(license, answer)
      return [LICENSE.replace(/^[a-z]{2}_/u, ''), LICENSE_TYPE, LICENSE_FAMILY].some((plan) =>
        /^ent/iu.test(plan),
      )
    }) ?? false
  )
}

const feature = v.object({ value: flag })

function binOf(answer: CommandAnswer): Bin {
  const value = or(null, () => read(feature, answer).value)
  if (value === null) return 'not-known'
  return value ? 'restores' : 'does-not-restore'
}

/** Null: unknown for good, so every contact's smart processes count as unreadable. Throws if the failure may pass. */
function typesIn(answer: CommandAnswer): v.InferOutput<typeof smartTypes>['types'] | null {
  if (answer.kind === 'result')
    return v.is(noTypes, answer.result) ? [] : or(null, () => read(smartTypes, answer).types)
  if (answer.kind === 'refused' && isForGood(answer.failure)) {
    // A portal too old to know the method has no smart processes.
    return answer.failure.kind === 'method-gone' ? [] : null
  }
  return read(smartTypes, answer).types
}

/** An empty map, as PHP writes it. */
const noTypes = v.pipe(v.array(v.unknown()), v.empty())

function kindsIn(answer: CommandAnswer): Pick<Kinds, 'items' | 'itemsUnknown'> {
  const types = typesIn(answer)
  const smart = (types ?? [])
    .map(({ entityTypeId }): ItemKind => ({ kind: 'item', entityTypeId }))
    .filter(({ entityTypeId }) => !BUILT_IN.some((kind) => kind.entityTypeId === entityTypeId))
  return {
    items: [...BUILT_IN, ...smart.slice(0, MOST_SMART_TYPES)],
    itemsUnknown: types === null || smart.length > MOST_SMART_TYPES,
  }
}

/** Which stages of an invoice are an end. Empty if they could not be read: then it is unknown. */
function finalStages(answer: (name: string) => CommandAnswer): Map<string, boolean> {
  const pipelines = or(0, () => read(categories, answer('pipelines')).categories.length)
  const stages = new Map<string, boolean>()
  // After the last pipeline the reference points to nothing (portal README, "References in a batch").
  for (let at = 0; at < Math.min(pipelines, PIPELINES); at++) {
    for (const [code, { final }] of or<ReturnType<typeof readStages>>(new Map(), () =>
      readStages(answer(`stages${at}`)),
    )) {
      if (final !== null) stages.set(code, final)
    }
  }
  return stages
}

const categories = v.object({ categories: v.array(v.object({ id })) })

function or<T>(otherwise: T, reading: () => T): T {
  try {
    return reading()
  } catch (thrown) {
    if (thrown instanceof PortalFailure) return otherwise
    throw thrown
  }
}
