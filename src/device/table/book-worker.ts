import type { BookQuestion } from './book-protocol.ts'
import { answerBook } from './read-workbook.ts'

self.addEventListener('message', ({ data }: MessageEvent<BookQuestion>) => self.postMessage(answerBook(data)))
