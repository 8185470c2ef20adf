import type { PartSeal } from '../../src/core/archive/format.ts'
import type { CopyKeeper } from '../../src/core/run/ports.ts'
import { randomFaults } from './faults.ts'
import type { Random } from './random.ts'
import type { VirtualClock } from './virtual-clock.ts'
import type { World } from './world.ts'

/** The archive of a run and what makes it, as the simulation plays them. */
export interface SimCopies {
  /** Of a page's visit. */
  keeper(): CopyKeeper
  /** DATE_MODIFY of each contact as it lies in the archive, by the parts that the last line seals or would seal. */
  kept(seals: readonly PartSeal[]): ReadonlyMap<number, number>
  /** Parts as the last line seals them; null: there is none. */
  readonly closed: readonly PartSeal[] | null
}

interface Part {
  readonly seal: PartSeal
  /** DATE_MODIFY by id. */
  readonly contacts: ReadonlyMap<number, number>
}

interface Setting {
  readonly clock: VirtualClock
  readonly world: World
  readonly random: Random
  readonly ids: readonly number[]
  /** How often something goes wrong, 0 to 1. */
  readonly faultRate: number
  /** Indices of ids of which not all can be copied. */
  readonly partial: readonly number[]
  readonly calmAfter: number
}

/** Copies take their time, fail now and then, and a store writes a part in the place of another of its number. */
export function createSimCopies({
  clock,
  world,
  random,
  ids,
  faultRate,
  partial,
  calmAfter,
}: Setting): SimCopies {
  const faults = randomFaults(random, faultRate, () => clock.now() > calmAfter)
  const incomplete = new Set(partial.map((at) => ids[at % ids.length] ?? 0))
  const parts: Part[] = []
  let closed: readonly PartSeal[] | null = null
  let written = 0
  let visit = 0

  const pass = (seconds: number): Promise<void> =>
    new Promise((resolve) => void clock.at(clock.now() + seconds * 1000, resolve))

  /** What a page that has died had sent may still land, and changes nothing that another has written since. */
  function write(number: number, part: Part, own: number): void {
    if (own === visit || parts[number] === undefined) parts[number] = part
  }

  const keeperOf = (own: number): CopyKeeper => ({
    async copy(asked, seals) {
      await pass(random.around(0.4, 0.5))
      const readAt = clock.now()
      const seen = asked
        .flatMap((id) => world.contacts.get(id) ?? [])
        .filter((one) => one.gone === null && one.visible)
      const contacts = new Map(seen.map((one) => [one.id, one.modifiedAt]))
      await pass(random.around(0.3, 0.5))
      const fault = faults.request()
      const failure =
        'failure' in fault ? fault.failure : ({ kind: 'network', code: '', portalText: '' } as const)
      if (fault.kind === 'drop-before' || fault.kind === 'refused') return { kind: 'failed', failure }
      const seal = { bytes: ++written, sha256: String(written).padStart(64, '0') }
      closed = null
      if (contacts.size > 0) write(seals.length, { seal, contacts }, own)
      // Kept, and the page does not hear of it.
      if (fault.kind === 'drop-after' || fault.kind === 'breaks') return { kind: 'failed', failure }
      return {
        kind: 'copied',
        seals: contacts.size > 0 ? [seal] : [],
        copies: [...contacts.keys()].map((id) => ({ id, whole: !incomplete.has(id), readAt })),
      }
    },
    async close({ seals }) {
      await pass(0.2)
      if (own === visit) closed = seals
      return true
    },
  })
  return {
    keeper: () => keeperOf(++visit),
    kept: (seals) =>
      new Map(
        seals.flatMap(({ sha256 }, at) => {
          const part = parts[at]
          return part?.seal.sha256 === sha256 ? [...part.contacts] : []
        }),
      ),
    get closed() {
      return closed
    },
  }
}
