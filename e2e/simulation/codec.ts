import { createHash } from 'node:crypto'
import { createGunzip, gzipSync } from 'node:zlib'
import type { ArchiveCodec } from '../../src/core/archive/ports.ts'

/** The codec port on node. */
export const nodeCodec: ArchiveCodec = {
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder().decode(bytes),
  gzip: (bytes) => Promise.resolve(new Uint8Array(gzipSync(bytes))),
  gunzip: (bytes) =>
    new Promise((resolve) => {
      const pieces: Buffer[] = []
      const end = (whole: boolean) => () => resolve({ bytes: new Uint8Array(Buffer.concat(pieces)), whole })
      createGunzip()
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('end', end(true))
        .on('error', end(false))
        .end(bytes)
    }),
  sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
}
