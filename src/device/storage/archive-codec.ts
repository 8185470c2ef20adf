import type { ArchiveCodec } from '#core/archive/ports.ts'
import { sha256 } from '../sha256.ts'

/**
 * So much is unpacked of a file, in bytes; a hundred thousand rich contacts take some 300 MB. A small file may unpack
 * to anything (a "gzip bomb"): what lies beyond is not unpacked, what was until then is given, and `whole` is false, as
 * of a file that was cut off there.
 */
export const MOST_UNPACKED = 512 * 1024 * 1024
/**
 * So much is given to the unpacker at once. It may lose what it made of the piece in which the damage lies, so a small
 * file goes in small pieces, and the checksum of 8 bytes at the end by itself: it is wrong in any file that was damaged.
 */
const PIECE = 4096
const SMALL_PIECE = 256
const SMALL_UNTIL = 64 * 1024
const CHECKSUM = 8

/** The codec port on the browser. */
export const archiveCodec: ArchiveCodec = {
  encode: (text) => new TextEncoder().encode(text),
  // A byte order mark is a byte like others: its part's hash says whether it belongs there.
  decode: (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  gzip,
  gunzip: (bytes) => gunzip(bytes),
  sha256: (bytes) => sha256(bytes),
  rest: () =>
    new Promise((resolve) => {
      // A timer would wait for 4 ms, in a tab in the background for a second.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        resolve()
      }
      port2.postMessage(null)
    }),
}

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packing = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(packing).arrayBuffer())
}

/** See the port. @param most bytes that are unpacked */
export async function gunzip(
  bytes: Uint8Array,
  most: number = MOST_UNPACKED,
): Promise<{ readonly bytes: Uint8Array; readonly whole: boolean }> {
  const unpacking = new DecompressionStream('gzip')
  // Heard by the reader, who sees the same trouble.
  void feed(unpacking.writable.getWriter(), bytes).catch(() => undefined)
  const reader = unpacking.readable.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return { bytes: joined(pieces, length), whole: true }
      const piece = value.subarray(0, most - length)
      pieces.push(piece)
      length += piece.length
      if (piece.length < value.length) break
    }
    await reader.cancel()
  } catch {
    // Damaged, or no gzip from here on.
  }
  return { bytes: joined(pieces, length), whole: false }
}

/** Piece after piece as they are taken, so that what was unpacked before a damage has been read when it is met. */
async function feed(writer: WritableStreamDefaultWriter<BufferSource>, bytes: Uint8Array): Promise<void> {
  const end = Math.max(0, bytes.length - CHECKSUM)
  for (let at = 0; at < end;) {
    const to = Math.min(end, at + (at < SMALL_UNTIL ? SMALL_PIECE : PIECE))
    await writer.write(new Uint8Array(bytes.subarray(at, to)))
    at = to
  }
  await writer.write(new Uint8Array(bytes.subarray(end)))
  await writer.close()
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
