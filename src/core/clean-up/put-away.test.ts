import { expect, it } from 'vitest'
import { readPutAway, withPutAway, writePutAway } from './put-away.ts'

it('reads what it wrote, and a plain list', () => {
  const written = writePutAway({ names: ['quiet', 'of-next-year'], unread: [] })
  expect(readPutAway(JSON.parse(JSON.stringify(written)))).toEqual({
    names: ['quiet', 'of-next-year'],
    unread: [],
  })
  expect(readPutAway(['quiet'])).toEqual({ names: ['quiet'], unread: [] })
  expect(readPutAway(null)).toEqual({ names: [], unread: [] })
})

it.each([7, { version: 2, names: ['quiet'] }, { names: 'quiet' }])(
  'hides nothing for %j, and does not lose it',
  (stored) => {
    expect(readPutAway(stored)).toEqual({ names: [], unread: [stored] })
    const written = writePutAway(withPutAway(readPutAway(stored), 'left', true))
    expect(readPutAway(written)).toEqual({ names: ['left'], unread: [stored] })
  },
)

it('puts away once, and takes back only what is meant', () => {
  const list = { names: ['quiet', 'left'], unread: [null] }
  expect(withPutAway(list, 'quiet', true)).toEqual({ names: ['left', 'quiet'], unread: [null] })
  expect(withPutAway(list, 'quiet', false)).toEqual({ names: ['left'], unread: [null] })
})
