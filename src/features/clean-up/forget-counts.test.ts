import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Picture } from '#core/clean-up/counted.ts'
import { countedSoFarQuery, pictureQuery } from './clean-up-queries.ts'
import { forgetCounts } from './forget-counts.ts'

let client = new QueryClient()
afterEach(() => {
  client.clear()
  client = new QueryClient()
})

/** The screen, whose counts are answered one after another with a total. */
function openScreen() {
  const answers: ((total: number) => void)[] = []
  async function* draw(): AsyncGenerator<Picture> {
    const total = await new Promise<number>((resolve) => answers.push(resolve))
    yield { total } as Picture
  }
  const observer = new QueryObserver(client, pictureQuery(draw, client))
  const close = observer.subscribe(() => undefined)
  return {
    answers,
    close,
    open: () => observer.subscribe(() => undefined),
    /** As whatever happens on the screen around does. */
    draw: () => observer.setOptions(pictureQuery(draw, client)),
    now: () => observer.getCurrentResult(),
  }
}

const pictures = () => ({ read: () => null, write: vi.fn() })

describe('what was counted before a deletion', () => {
  it('is counted again when the screen is opened, and what is read there stays', async () => {
    const screen = openScreen()
    screen.answers[0]?.(3)
    await vi.waitFor(() => expect(screen.now().data?.total).toBe(3))
    const store = pictures()
    const soFar = new QueryObserver(client, countedSoFarQuery())
    soFar.subscribe(() => undefined)
    forgetCounts(client, store, [1])
    screen.draw()
    expect(client.getQueryData(countedSoFarQuery().queryKey)?.total).toBe(3)
    expect(store.write).toHaveBeenCalledWith(null)
    expect([screen.now().data?.total, screen.now().isFetching, screen.answers.length]).toEqual([3, false, 1])
    screen.close()
    screen.open()
    expect(screen.answers).toHaveLength(2)
    screen.answers[1]?.(2)
    await vi.waitFor(() => expect(screen.now()).toMatchObject({ data: { total: 2 }, isFetching: false }))
  })

  it('is counted from the beginning where counting goes on, and counting ends', async () => {
    const screen = openScreen()
    forgetCounts(client, pictures(), [1])
    expect(screen.answers).toHaveLength(2)
    screen.answers[0]?.(3)
    screen.answers[1]?.(2)
    await vi.waitFor(() => expect(screen.now()).toMatchObject({ data: { total: 2 }, isFetching: false }))
  })

  it('is gone where nobody looks, and so is a search that found one of them', () => {
    const kept = {
      picture: {},
      'so-far': {},
      'search/shared': { found: [1, 2] },
      'search/unlinked': { found: [2] },
    }
    const keyOf = (name: string): readonly string[] => ['clean-up', ...name.split('/')]
    for (const [name, value] of Object.entries(kept)) client.setQueryData(keyOf(name), value)
    forgetCounts(client, pictures(), [1])
    const left = Object.keys(kept).map((name) => client.getQueryData(keyOf(name)))
    expect(left).toEqual([undefined, undefined, null, { found: [2] }])
  })
})
