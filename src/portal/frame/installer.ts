import type { B24Frame } from '@bitrix24/b24jssdk'
import * as v from 'valibot'
import { PortalFailure, BAD_ANSWER } from '#core/failure.ts'
import type { Installer, PlaceTitle, AppPlace } from '#core/ports.ts'
import type { Command, CommandAnswer, Rest } from '../rest/rest.ts'
import { read, text } from '../rest/wire.ts'

/** Where the app shows itself (portal README, "Places of the app"). Its own page needs no binding. */
const PLACE_OF = {
  CRM_CONTACT_DETAIL_TAB: 'card-tab',
  CRM_CONTACT_DETAIL_TOOLBAR: 'card-menu',
  CRM_CONTACT_LIST_MENU: 'row-menu',
  CRM_CONTACT_LIST_TOOLBAR: 'list-toolbar',
} as const satisfies Record<string, AppPlace>
type Place = keyof typeof PLACE_OF
export const PLACES = Object.keys(PLACE_OF) as readonly Place[]

const bindings = v.array(
  v.object({
    placement: text,
    handler: text,
    /** `[]` when there is none. */
    langAll: v.optional(
      v.pipe(
        v.union([v.array(v.unknown()), v.record(v.string(), v.object({ TITLE: text, DESCRIPTION: text }))]),
        v.transform((all) => (Array.isArray(all) ? {} : all)),
      ),
      {},
    ),
  }),
)
type Binding = v.InferOutput<typeof bindings>[number]

export function createInstaller(
  rest: Rest,
  frame: Pick<B24Frame, 'auth'>,
  handler: string,
): Omit<Installer, 'finish'> {
  async function placesNow(): Promise<{ bound: Binding[]; offered: readonly Place[] }> {
    const { bound, offered } = await rest.batch({
      bound: { method: 'placement.get', params: {} },
      offered: { method: 'placement.list', params: {} },
    })
    return { bound: read(bindings, bound), offered: offeredOf(offered) }
  }
  return {
    async missingPlaces() {
      if (!frame.auth.isAdmin) return []
      const { bound, offered } = await placesNow()
      return missing(bound, handler, offered)
    },
    async bindPlaces(titles) {
      const { bound, offered } = await placesNow()
      const commands = repairs(bound, handler, titles, offered)
      if (Object.keys(commands).length === 0) return
      const answers = await rest.batch(commands)
      for (const answer of Object.values(answers)) {
        if (answer.kind === 'refused' && !alreadyBound(answer.failure.portalText)) {
          throw new PortalFailure(answer.failure)
        }
        if (answer.kind === 'absent') throw new PortalFailure(BAD_ANSWER)
      }
    },
  }
}

const codes = v.array(v.string())

/** Which of the app's places this portal has; an old one may lack some. All, if it does not say. */
function offeredOf(answer: CommandAnswer): readonly Place[] {
  const parsed = v.safeParse(codes, answer.kind === 'result' ? answer.result : null)
  const named = parsed.success ? PLACES.filter((place) => parsed.output.includes(place)) : []
  return named.length === 0 ? PLACES : named
}

/**
 * The commands that turn the current bindings into the wanted ones; none if all is well. The portal identifies a
 * binding by app + place + handler: a changed address would leave the old tab beside the new one, and binding the same
 * address twice is an error (portal README, "Places of the app"). So bindings that differ are removed first.
 */
export function repairs(
  bound: readonly Binding[],
  handler: string,
  titles: readonly PlaceTitle[],
  offered: readonly Place[] = PLACES,
): Record<string, Command> {
  const commands: Record<string, Command> = {}
  for (const place of offered) {
    const langAll = Object.fromEntries(
      titles
        .filter((each) => each.place === PLACE_OF[place])
        .map(({ language, title, description }) => [language, { TITLE: title, DESCRIPTION: description }]),
    )
    const here = bound.filter((binding) => binding.placement === place)
    const kept = here.find((binding) => binding.handler === handler && sameTitles(binding.langAll, langAll))
    for (const [index, old] of here.entries()) {
      if (old === kept) continue
      commands[`unbind${place}${index}`] = {
        method: 'placement.unbind',
        params: { PLACEMENT: place, HANDLER: old.handler },
      }
    }
    if (kept === undefined) {
      commands[`bind${place}`] = {
        method: 'placement.bind',
        params: { PLACEMENT: place, HANDLER: handler, LANG_ALL: langAll },
      }
    }
  }
  return commands
}

/** Places with no binding, or with one to another address. Old titles alone are no reason to bother anyone. */
export function missing(
  bound: readonly Binding[],
  handler: string,
  offered: readonly Place[] = PLACES,
): AppPlace[] {
  return offered
    .filter((place) => {
      const here = bound.filter(({ placement }) => placement === place)
      return here.length === 0 || here.some((binding) => binding.handler !== handler)
    })
    .map((place) => PLACE_OF[place])
}

function sameTitles(a: Binding['langAll'], b: Binding['langAll']): boolean {
  const languages = Object.keys(b)
  return (
    Object.keys(a).length === languages.length &&
    languages.every(
      (each) => a[each]?.TITLE === b[each]?.TITLE && a[each]?.DESCRIPTION === b[each]?.DESCRIPTION,
    )
  )
}

/** Two administrators did it at once, and the other one was faster: the place is bound as wanted. */
function alreadyBound(words: string): boolean {
  return /already binded/iu.test(words)
}

/** The address to bind: this page without query and hash. The installer page lies beside the app's own page. */
export function handlerOf(location: string): string {
  const url = new URL(location)
  url.search = ''
  url.hash = ''
  url.pathname = url.pathname.replace(/[^/]*$/u, 'index.html')
  return url.href
}
