import { eventually } from '../tools/eventually.ts'
import { describe, expect, test, vi } from 'vitest'
import { createClock } from './clock.ts'

function clockAt(start: number) {
  let time = start
  const clock = createClock(() => time)
  return {
    clock,
    pass: (ms: number) => {
      time += ms
    },
  }
}

describe("the portal's clock", () => {
  test('runs with the given time, and is moved on besides', () => {
    const { clock, pass } = clockAt(1000)
    clock.advance(60_000)
    pass(5)
    expect(clock.now()).toBe(61_005)
  })

  test('stands still when it is stopped, and goes on from where it stood', () => {
    const { clock, pass } = clockAt(1000)
    clock.stop()
    pass(500)
    const before = clock.steady()
    clock.advance(10)
    expect(clock.now()).toBe(1010)
    expect(clock.steady()).toBe(before)
    clock.run()
    pass(1)
    expect(clock.now()).toBe(1011)
  })

  test('wakes those that wait in the order of their time, and only when it has come', () => {
    const { clock } = clockAt(0)
    const order: string[] = []
    clock.stop()
    clock.after(60_000, () => order.push('late'))
    clock.after(400, () => {
      order.push('early')
      clock.after(100, () => order.push('after early'))
    })
    expect(clock.waiting).toEqual([400, 60_000])
    clock.advance(399)
    expect(order).toEqual([])
    clock.advance(1)
    expect(order).toEqual(['early'])
    clock.advance(100_000)
    expect(order).toEqual(['early', 'after early', 'late'])
    expect(clock.waiting).toEqual([])
  })

  test('wakes by itself while it runs', async () => {
    const clock = createClock(Date.now)
    const act = vi.fn()
    clock.after(5, act)
    await eventually(() => expect(act).toHaveBeenCalledOnce())
  })

  test('goes forward only; a reset lets those that wait go and starts anew', () => {
    const { clock } = clockAt(7)
    const act = vi.fn()
    clock.stop()
    clock.after(10, act)
    clock.advance(5)
    clock.reset()
    expect(act).toHaveBeenCalledOnce()
    expect(clock).toMatchObject({ stopped: false, waiting: [] })
    expect(clock.now()).toBe(7)
    expect(() => clock.advance(-1)).toThrow('forward only')
  })
})
