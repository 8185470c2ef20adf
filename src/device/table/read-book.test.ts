import { expect, it } from 'vitest'
import type { BookAnswer, BookQuestion } from './book-protocol.ts'
import { readBook } from './read-book.ts'
import { answerBook } from './read-workbook.ts'

const TABLE: BookQuestion = { kind: 'markup', text: '<table><tr><td>204</td></tr></table>' }

/** A worker that acts as it is said to when it gets a question. */
function worker(act: (target: EventTarget, question: BookQuestion) => void) {
  const target = new EventTarget()
  const ended: string[] = []
  const started = Object.assign(target, {
    postMessage: (question: BookQuestion) => act(target, question),
    terminate: () => ended.push('terminated'),
  })
  return { ended, start: () => started as unknown as Worker }
}
const answering = (answer: (question: BookQuestion) => BookAnswer) =>
  worker((target, question) => target.dispatchEvent(new MessageEvent('message', { data: answer(question) })))

it('a spreadsheet is read in a worker, which then ends', async () => {
  const { start, ended } = answering(answerBook)
  expect(await readBook(TABLE, start)).toMatchObject({ sheets: [{ rows: [['204']] }] })
  expect(ended).toEqual(['terminated'])
})

it('reports what the worker could not read', async () => {
  const { start } = answering(() => ({ kind: 'unreadable', reason: 'password' }))
  await expect(readBook(TABLE, start)).rejects.toMatchObject({ reason: 'password' })
})

it('a spreadsheet is read on the page where workers are forbidden, missing, or do not load', async () => {
  const broken = worker((target) => target.dispatchEvent(new Event('error')))
  const forbidden = (): Worker => {
    throw new DOMException('forbidden', 'SecurityError')
  }
  for (const start of [broken.start, forbidden, null]) {
    expect(await readBook(TABLE, start)).toMatchObject({ sheets: [{ rows: [['204']] }] })
  }
  expect(broken.ended).toEqual(['terminated'])
})
