import { describe, expect, it } from 'vitest'
import { createdNext, FIRST_CREATED } from './batch-size.ts'

describe('how many things a batch makes', () => {
  it.each<[string, number, number, number, number]>([
    ['doubles while full batches are quick', 10, 10, 0.5, 20],
    ['never more than a batch holds', 40, 40, 0.5, 50],
    ['stays after one that was not full', 20, 3, 0.1, 20],
    ['shrinks at once when they become slow', 40, 40, 20, 16],
    ['is one at least', 10, 1, 60, 1],
    ['is not touched by links alone', 20, 0, 9, 20],
  ])('%s', (_, before, created, seconds, next) => {
    expect(createdNext(before, created, seconds)).toBe(next)
  })

  it('is small at first', () => {
    expect(FIRST_CREATED).toBeLessThanOrEqual(10)
  })
})
