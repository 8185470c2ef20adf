import { expect, it, vi } from 'vitest'
import { createVirtualClock } from '../../../e2e/simulation/virtual-clock.ts'
import { openMessageLock, type LockChannel } from './message-lock.ts'
import type { RunLock } from '#core/job/ports.ts'

/** Tabs of one browser; `delay`: how long a message takes, in ms. */
function browser(delay = 5) {
  const clock = createVirtualClock(0)
  const tabs = new Set<EventTarget>()
  const join = (): LockChannel => {
    const tab = new EventTarget()
    tabs.add(tab)
    return Object.assign(tab, {
      postMessage(message: unknown) {
        const data: unknown = structuredClone(message)
        if (!tabs.has(tab)) throw new DOMException('closed', 'InvalidStateError')
        clock.at(clock.now() + delay, () => {
          for (const other of tabs)
            if (other !== tab) other.dispatchEvent(new MessageEvent('message', { data }))
        })
      },
    }) as LockChannel
  }
  return {
    clock,
    /** @param id what it draws */
    tab: (id: string) => {
      const channel = join()
      const page = new EventTarget()
      const lock = openMessageLock('portal 7', clock, channel, page, () => id)
      return {
        ...lock,
        die: () => tabs.delete(channel as unknown as EventTarget),
        close: () => page.dispatchEvent(new Event('pagehide')),
      }
    },
    join,
    pass: async (ms: number) => {
      let over = false
      clock.at(clock.now() + ms, () => void (over = true))
      await clock.runUntil(() => over, Infinity)
    },
  }
}

const isHeld = (asked: ReturnType<RunLock['hold']>): Promise<boolean> => asked.then((held) => held !== null)

it('is held by one tab at a time, and free again after release', async () => {
  const { tab, pass } = browser()
  const [one, another] = [tab('1'), tab('2')]
  const first = one.hold()
  await pass(1000)
  const refused = isHeld(another.hold())
  const own = isHeld(one.hold())
  await pass(1000)
  expect([await refused, await own]).toEqual([false, false])
  const held = await first
  held?.release()
  const second = another.hold()
  await pass(1000)
  // Released once more by mistake, it does not free the other tab's lock.
  held?.release()
  const third = isHeld(one.hold())
  await pass(1000)
  expect([(await second) !== null, await third]).toEqual([true, false])
})

it('goes to one of several tabs that ask at once, whatever the order of their messages', async () => {
  for (const ids of [
    ['1', '2', '3'],
    ['3', '2', '1'],
    ['2', '3', '1'],
  ]) {
    for (const apart of [0, 3, 100, 399]) {
      const { tab, pass } = browser()
      const asked: Promise<boolean>[] = []
      for (const id of ids) {
        asked.push(isHeld(tab(id).hold()))
        await pass(apart)
      }
      await pass(1000)
      const held = await Promise.all(asked)
      expect(held.filter(Boolean), `${ids.join()} ${apart} ms apart`).toHaveLength(1)
    }
  }
})

it('tells whether a tab holds it, and keeps nobody from it by asking', async () => {
  const { tab, pass } = browser()
  const [one, another] = [tab('2'), tab('1')]
  const free = one.isHeld()
  await pass(1000)
  expect(await free).toBe(false)
  // At the same time, and by the tab whose ID would win.
  const looking = another.isHeld()
  const held = one.hold()
  await pass(1000)
  expect([await looking, (await held) !== null]).toEqual([false, true])
  const [own, others] = [one.isHeld(), another.isHeld()]
  await pass(1000)
  expect([await own, await others]).toEqual([true, true])
})

it('is free when the tab that held it is gone', async () => {
  const { tab, pass } = browser()
  const dying = tab('1')
  const held = isHeld(dying.hold())
  await pass(1000)
  expect(await held).toBe(true)
  dying.die()
  const next = isHeld(tab('2').hold())
  await pass(1000)
  expect(await next).toBe(true)
})

it('reports to waiting tabs when it is free: released, or its tab closed', async () => {
  for (const end of ['release', 'close'] as const) {
    const { tab, pass } = browser()
    const [one, another] = [tab('1'), tab('2')]
    const held = one.hold()
    await pass(1000)
    let reported = 0
    const unhear = another.whenFree(() => {
      reported++
    })
    const probe = another.hold()
    await pass(1000)
    expect([await probe, reported]).toEqual([null, 0])
    if (end === 'release') (await held)?.release()
    else one.close()
    await pass(1000)
    expect(reported).toBe(1)
    unhear()
    const next = another.hold()
    await pass(1000)
    expect(await next).not.toBeNull()
  }
})

it('draws its own ID where the page is not a secure context', async () => {
  const { clock, join, pass } = browser()
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  const heard: object[] = []
  join().addEventListener('message', ({ data }) => heard.push(data as object))
  const open = () => openMessageLock('portal 7', clock, join(), new EventTarget())
  const asked = [isHeld(open().hold()), isHeld(open().hold())]
  await pass(1000)
  expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1)
  const ids = heard.flatMap((said) => Object.values(said) as unknown[])
  expect(new Set(ids).size).toBe(2)
  expect(ids).toEqual(ids.map(() => expect.stringMatching(/^[0-9a-f]{32}$/u) as unknown))
  vi.unstubAllGlobals()
})

it('ignores unknown messages, and is granted to every tab where there are no channels', async () => {
  const { tab, join, pass, clock } = browser()
  const stranger = join() as unknown as { postMessage(message: unknown): void }
  const asked = isHeld(tab('1').hold())
  for (const nonsense of [
    null,
    'refused',
    { refused: 1 },
    { refused: '2' },
    { asks: 1 },
    { free: 1 },
    { progress: {} },
  ]) {
    stranger.postMessage(nonsense)
  }
  await pass(1000)
  expect(await asked).toBe(true)
  expect(await isHeld(openMessageLock('portal 7', clock, null, new EventTarget()).hold())).toBe(true)
})
