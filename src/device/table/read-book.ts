import { TableUnreadable, type FileContent } from '#core/list/table.ts'
import type { BookAnswer, BookQuestion } from './book-protocol.ts'

/**
 * Reads a spreadsheet in a worker, so that a large one does not block the page. Reads it on the page where there are no
 * workers or the worker cannot be loaded. Rejects with TableUnreadable.
 */
export async function readBook(
  question: BookQuestion,
  startWorker: (() => Worker) | null = typeof Worker === 'undefined' ? null : startBookWorker,
): Promise<FileContent> {
  const answer =
    (startWorker === null ? null : await askWorker(question, startWorker)) ?? (await readHere(question))
  if (answer.kind === 'unreadable') throw new TableUnreadable(answer.reason)
  return answer
}

async function readHere(question: BookQuestion): Promise<BookAnswer> {
  const { answerBook } = await import('./read-workbook.ts')
  return answerBook(question)
}

/** Null: there is no worker, or it broke. */
function askWorker(question: BookQuestion, startWorker: () => Worker): Promise<BookAnswer | null> {
  return new Promise((resolve) => {
    let worker: Worker
    try {
      worker = startWorker()
    } catch {
      resolve(null)
      return
    }
    const end = (answer: BookAnswer | null): void => {
      worker.terminate()
      resolve(answer)
    }
    worker.addEventListener('message', ({ data }: MessageEvent<BookAnswer>) => end(data))
    worker.addEventListener('messageerror', () => end(null))
    worker.addEventListener('error', () => end(null))
    worker.postMessage(question)
  })
}

function startBookWorker(): Worker {
  return new Worker(new URL('./book-worker.ts', import.meta.url), { type: 'module', name: 'spreadsheet' })
}
