/**
 * SHA-256 (FIPS 180-4) as 64 lower-case hex digits. The browser's own is not there on a page that is no secure context,
 * which is what the frame of a portal without https is, whatever the app's own address (W3C Secure Contexts, 3.1):
 * there it is reckoned here, some 50 MB a second.
 */
export async function sha256(
  bytes: Uint8Array,
  subtle: Pick<SubtleCrypto, 'digest'> | null = ownSubtle(),
): Promise<string> {
  // A copy, for the browser takes no bytes that another thread may change.
  return hexOf(subtle === null ? digest(bytes) : await subtle.digest('SHA-256', new Uint8Array(bytes)))
}

function ownSubtle(): Pick<SubtleCrypto, 'digest'> | null {
  return 'subtle' in crypto ? crypto.subtle : null
}

function hexOf(digested: ArrayBuffer): string {
  return [...new Uint8Array(digested)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Bytes; words of 32 bits are taken from it in network order. */
const BLOCK = 64
/** The fractions of the square roots of the first 8 primes. */
const BEGINNING = Uint32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
)
/** The fractions of the cube roots of the first 64 primes. */
const ROUNDS = Uint32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
)

function digest(bytes: Uint8Array): ArrayBuffer {
  const state = Uint32Array.from(BEGINNING)
  const padded = paddedOf(bytes)
  const schedule = new Uint32Array(ROUNDS.length)
  for (let from = 0; from < padded.byteLength; from += BLOCK) {
    for (let at = 0; at < 16; at++) schedule[at] = padded.getUint32(from + at * 4)
    for (let at = 16; at < schedule.length; at++) {
      const [near, far] = [word(schedule, at - 2), word(schedule, at - 15)]
      const spread = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10)
      const mixed = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3)
      schedule[at] = word(schedule, at - 16) + mixed + word(schedule, at - 7) + spread
    }
    stir(state, schedule)
  }
  const result = new DataView(new ArrayBuffer(state.byteLength))
  state.forEach((value, at) => result.setUint32(at * 4, value))
  return result.buffer
}

/** Takes one block into the state. */
function stir(state: Uint32Array, schedule: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let at = 0; at < schedule.length; at++) {
    const choice = (e & f) ^ (~e & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const one =
      h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + word(ROUNDS, at) + word(schedule, at)
    const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority
    ;[a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g]
  }
  for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = word(state, at) + value
}

/** With a one bit, zeros, and the length in bits, up to whole blocks. */
function paddedOf(bytes: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n)
  return view
}

function word(words: Uint32Array, at: number): number {
  return words[at] ?? 0
}

/** To the right, around. */
function turned(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by))
}
