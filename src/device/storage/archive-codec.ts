import { joined } from '#core/archive/file/join-parts.ts'
import type { ArchiveCodec } from '#core/archive/ports.ts'
import { sha256 } from '../sha256.ts'

/**
 * How many bytes of a file are unpacked at most; a hundred thousand rich contacts take some 300 MB. A small file may
 * unpack to any size (a "gzip bomb"). A larger file is treated as cut off there: `whole` is false.
 */
export const MOST_UNPACKED = 512 * 1024 * 1024
/**
 * How many bytes the unpacker gets at once. It may lose the output of a damaged piece, so small files go in small pieces,
 * and the 8 bytes with the checksum go alone: they are wrong in every damaged file.
 */
const PIECE = 4096
const SMALL_PIECE = 256
const SMALL_UNTIL = 64 * 1024
const CHECKSUM = 8

/** The codec port on the browser. */
export const archiveCodec: ArchiveCodec = {
  encode: (text) => new TextEncoder().encode(text),
  // A byte order mark is data too: the hash of its part shows whether it belongs there.
  decode: (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
  gzip,
  gunzip: (bytes) => gunzip(bytes),
  sha256: (bytes) => sha256(bytes),
  rest: () =>
    new Promise((resolve) => {
      // A timer would wait for 4 ms, or a second in a background tab.
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
  // The reader gets the same error.
  void feed(unpacking.writable.getWriter(), bytes).catch(() => undefined)
  const reader = unpacking.readable.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return { bytes: joined(pieces), whole: true }
      const piece = value.subarray(0, most - length)
      pieces.push(piece)
      length += piece.length
      if (piece.length < value.length) break
    }
    await reader.cancel()
  } catch {
    // Damaged, or not gzip, from here on.
  }
  return { bytes: joined(pieces), whole: false }
}

/** Writes one piece after another, so that everything before a damaged piece is read before the error comes. */
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
