import { Bitrix } from '@2bad/bitrix'
import { AjaxError, ApiVersion, B24Hook } from '@bitrix24/b24jssdk'
import { EVERYBODY } from '../../src/core/contact/contact-query.ts'
import { DEFAULT_GUARDS, GUARD_RULES, type GuardSettings } from '../../src/core/plan/guards.ts'
import { freezePlan, type PlannedRow } from '../../src/core/plan/plan.ts'
import { drive } from '../../src/core/deletion/run/driver.ts'
import { afterEvent } from '../../src/core/deletion/run/reducer/reducer.ts'
import { readyRun, settledCount, verdictOf } from '../../src/core/deletion/run/state.ts'
import { createPortalWork } from '../../src/portal/work-ports.ts'
import { createRest } from '../../src/portal/rest/rest.ts'
import { sendOver } from '../tools/portal-rest.ts'
import { USER, type RealPortal, type Truth } from './real-portal.ts'
import type { JournalStore, Clock } from '../../src/core/job/ports.ts'
import { deafJournal } from '../simulation/memory-journal.ts'

/** What a way of deleting says of each contact; absent: nothing. */
export type Said = ReadonlyMap<number, Truth | 'not-known'>

export interface Contender {
  readonly name: string
  /**
   * Deletes the targets; begins the clock when it has chosen them and calls `chosen`.
   * @param nearly to be called when 99 of 100 have their verdict, if that is before the end
   */
  readonly run: (portal: RealPortal, chosen: () => void, nearly: () => void) => Promise<Said>
}

const clock: Clock = {
  now: () => Date.now(),
  at(time, wake) {
    const timer = setTimeout(wake, Math.max(0, time - Date.now()))
    return () => clearTimeout(timer)
  },
}

const noJournal: JournalStore = deafJournal()

/** What others do not do is left out, but for the check that nobody has changed the contact since. */
const guards: GuardSettings = {
  ...DEFAULT_GUARDS,
  modes: {
    ...(Object.fromEntries(GUARD_RULES.map((rule) => [rule, 'off'])) as GuardSettings['modes']),
    'changed-since-review': 'keep',
  },
}

const ours: Contender = {
  name: 'Tidy Contacts',
  async run(portal, chosen, nearly) {
    const rest = createRest(sendOver(portal.rest, portal.token))
    const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
    const work = await createPortalWork(rest, { now: () => clock.now(), wait })
    const rows: PlannedRow[] = []
    let plannedAt = 0
    for await (const portion of work.rows.read(portal.targets)) {
      plannedAt ||= portion.readAt
      rows.push(...portion.rows)
    }
    const context = { id: 'bench', plannedAt, me: work.facts.me, guards, contactsInPortal: 9_000 }
    const plan = freezePlan(context, rows, [])
    const { all } = await work.counter.count(EVERYBODY)
    if (all < plan.ids.length) throw new Error('the plan holds more than there are')
    chosen()
    const state = afterEvent(readyRun(plan), { type: 'resume-asked', at: clock.now() })
    const running = drive(
      { plan, state, nextRecord: 0 },
      { batches: work.batches, looks: work.looks, journal: noJournal, clock },
    )
    await new Promise<void>((resolve) => {
      const end = running.watch(() => {
        if (settledCount(running.state) >= 0.99 * plan.ids.length) nearly()
        if (running.state.phase !== 'done') return
        end()
        resolve()
      })
    })
    return new Map(Array.from(plan.ids, (id, index) => [id, inWords(verdictOf(running.state, index).kind)]))
  },
}

function inWords(kind: ReturnType<typeof verdictOf>['kind']): Truth | 'not-known' {
  switch (kind) {
    case 'deleted':
    case 'already-gone':
      return kind
    case 'access-denied':
    case 'failed':
    case 'guarded':
    case 'waiting':
      return 'refused'
    // By whom is not known.
    case 'gone':
    case 'unknown':
      return 'not-known'
  }
}

/** The SDK speaks https only; its addresses are rewritten on the way out, nothing else is touched. */
function sdkOf(portal: RealPortal): B24Hook {
  const hook = new B24Hook({ b24Url: `https://${portal.host}`, userId: USER, secret: portal.secret })
  hook.offClientSideWarning()
  hook.getHttpClient(ApiVersion.v2).ajaxClient.interceptors.request.use((config) => {
    if (config.url !== undefined) config.url = config.url.replace('https:', 'http:')
    return config
  })
  return hook
}

const byChunk: Contender = {
  name: 'b24jssdk `batchByChunk`',
  async run(portal, chosen) {
    const hook = sdkOf(portal)
    chosen()
    const calls = portal.targets.map((id) => ({ method: 'crm.contact.delete', params: { id } }))
    const answer = await hook.actions.v2.batchByChunk.make({ calls, options: { isHaltOnError: false } })
    // Its data are the results of what it calls success, in order; which one is missing it does not tell.
    const data = answer.getData() ?? []
    return new Map(portal.targets.map((id, at) => [id, at < data.length ? 'deleted' : 'refused']))
  },
}

const oneByOne: Contender = {
  name: 'b24jssdk, one call after another',
  async run(portal, chosen) {
    const hook = sdkOf(portal)
    chosen()
    const said = new Map<number, Truth>()
    for (const id of portal.targets) {
      try {
        const answer = await hook.actions.v2.call.make({ method: 'crm.contact.delete', params: { id } })
        said.set(id, answer.isSuccess ? 'deleted' : 'refused')
      } catch (thrown) {
        const gone = thrown instanceof AjaxError && thrown.code === 'ERROR_CORE'
        said.set(id, gone ? 'already-gone' : 'refused')
      }
    }
    return said
  },
}

const bitrix: Contender = {
  name: '@2bad/bitrix `batch`',
  async run(portal, chosen) {
    const client = Bitrix(`${portal.rest}/${USER}/${portal.secret}`)
    chosen()
    const said = new Map<number, Truth>()
    for (let at = 0; at < portal.targets.length; at += 50) {
      const ids = portal.targets.slice(at, at + 50)
      const commands = ids.map((id) => ({ method: 'crm.contact.delete', params: { id } }))
      try {
        // Its list of methods has no delete; the call takes any text.
        await client.batch(commands as unknown as Parameters<typeof client.batch>[0])
        for (const id of ids) said.set(id, 'deleted')
      } catch {
        // One refusal of fifty, or a lost answer, and nothing is said of any.
      }
    }
    return said
  },
}

export const CONTENDERS: readonly Contender[] = [ours, byChunk, oneByOne, bitrix]
