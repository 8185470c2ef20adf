import { setTimeout as pause } from 'node:timers/promises'
import type { BrowserContext, Request } from '@playwright/test'
import type { Portal } from '../portal/contract.ts'

/** So far at once: less than any wait of which a spec wants to see the end and not only what comes after it. Ms. */
const STEP_MS = 1_000
/** For the page and the portal to do what is due. Ms. */
const BREATH_MS = 10

/**
 * The time of a portal and of browsers, together. It runs as fast as everybody's; but where all only wait, for an answer
 * that the portal holds back or for a moment that is to come, it need not be waited for.
 */
export class PassingTime {
  private readonly portal: Portal
  private readonly contexts: BrowserContext[] = []
  /** Sent by a page, and not over. */
  private readonly underWay = new Set<Request>()

  constructor(portal: Portal) {
    this.portal = portal
  }

  /** Gives a browser that has opened nothing yet the portal's time. */
  async rules(context: BrowserContext): Promise<void> {
    this.contexts.push(context)
    context.on('request', (request) => this.underWay.add(request))
    context.on('requestfinished', (request) => this.underWay.delete(request))
    context.on('requestfailed', (request) => this.underWay.delete(request))
    await context.clock.install({ time: this.portal.clock.now() })
  }

  /** Lets it pass quickly until this has come true, as `expect(…)` tells it, or failed. */
  async passesUntil<T>(wait: Promise<T>): Promise<T> {
    const state = { over: false }
    const end = (): void => void (state.over = true)
    wait.then(end, end)
    while (!state.over) {
      await this.step()
      await pause(BREATH_MS)
    }
    return wait
  }

  /** Nothing while somebody works: a request under way must not take longer than it does. */
  private async step(): Promise<void> {
    const { clock } = this.portal
    const [due] = clock.waiting
    for (const request of this.underWay) if (request.frame().page().isClosed()) this.underWay.delete(request)
    if (this.underWay.size > clock.waiting.length) return
    const ms = Math.ceil(due === undefined ? STEP_MS : Math.min(STEP_MS, Math.max(0, due - clock.now())))
    clock.advance(ms)
    await Promise.all(this.contexts.map((context) => context.clock.fastForward(ms)))
  }
}
