import {
  emptyTable,
  kindCode,
  openCode,
  READING_BITS,
  ROW_COLUMNS,
  type PartialReading,
  type Relation,
  type RelationKind,
  type RelationRows,
  type RelationTable,
} from './relations.ts'

/**
 * Collects relations in columns while they are read. In a large plan, an object for each relation would cost the browser
 * several times as much memory.
 */
export interface RelationPacker {
  /** Ignores relations and readings of contacts that the packer does not have. */
  add(relations: Iterable<Relation>, partial?: Iterable<PartialReading>): void
  /** A relation that was added twice counts once, in its first place, with its last values. Ends the packer. */
  table(): RelationTable
}

/** @param contactIds each once */
export function createRelationPacker(contactIds: ArrayLike<number>): RelationPacker {
  const indexOf = finder(contactIds)
  const currencies: string[] = []
  const reading = new Uint16Array(contactIds.length)
  let blocks: Block[] = []
  let rows = 0

  function room(): Block {
    const last = blocks.at(-1)
    if (last !== undefined && last.used < last.contact.length) return last
    const block = emptyBlock(Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, rows)))
    blocks.push(block)
    return block
  }

  return {
    add(relations, partial = []) {
      for (const relation of relations) {
        const index = indexOf(relation.contactId)
        if (index === undefined) continue
        write(room(), index, relation, currencies)
        rows++
      }
      for (const { contactId, kind, reading: worse } of partial) {
        const index = indexOf(contactId)
        if (index !== undefined) addReading(reading, index, kind, worse)
      }
    },
    table() {
      const sorted = byContact(blocks, rows, contactIds.length)
      blocks = []
      return { ...withoutRepeats(sorted), currencies, reading }
    },
  }
}

/** Packs relations that are all read already. */
export function packRelations(
  contactIds: ArrayLike<number>,
  relations: Iterable<Relation>,
  partial?: Iterable<PartialReading>,
): RelationTable {
  const packer = createRelationPacker(contactIds)
  packer.add(relations, partial)
  return packer.table()
}

/** Finds the index of an id. Binary search, since a map of 200,000 ids would need more memory than all the rest. */
function finder(ids: ArrayLike<number>): (id: number) => number | undefined {
  const order = Uint32Array.from(ids, (_, index) => index)
  const idAt = (place: number): number => ids[order[place] ?? 0] ?? 0
  if (order.some((_, place) => place > 0 && idAt(place - 1) > idAt(place))) {
    order.sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0))
  }
  return (id) => {
    let [from, to] = [0, order.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      if (idAt(middle) < id) from = middle + 1
      else to = middle
    }
    return from < order.length && idAt(from) === id ? order[from] : undefined
  }
}

const SMALLEST_BLOCK = 64
const LARGEST_BLOCK = 16_384

/** Relations in the order in which they were added. */
interface Block extends RelationRows {
  /** Indices of contacts. */
  readonly contact: Uint32Array
  used: number
}

function emptyBlock(rows: number): Block {
  return { ...emptyTable(0, rows), contact: new Uint32Array(rows), used: 0 }
}

function write(block: Block, index: number, relation: Relation, currencies: string[]): void {
  const row = block.used++
  block.contact[row] = index
  block.kind[row] = kindCode(relation.kind)
  block.typeId[row] = relation.typeId
  block.id[row] = relation.id
  block.open[row] = openCode(relation.open)
  block.cents[row] = relation.amount === null ? NaN : Math.round(relation.amount.value * 100)
  if (relation.amount === null) return
  const known = currencies.indexOf(relation.amount.currency)
  block.currency[row] = known >= 0 ? known : currencies.push(relation.amount.currency) - 1
}

function addReading(
  reading: Uint16Array,
  index: number,
  kind: RelationKind,
  worse: PartialReading['reading'],
): void {
  const shift = 2 * kindCode(kind)
  const now = reading[index] ?? 0
  const bits = Math.max((now >> shift) & 3, READING_BITS[worse])
  reading[index] = (now & ~(3 << shift)) | (bits << shift)
}

type Sorted = RelationRows & Pick<RelationTable, 'start'>

/** Puts each contact's relations side by side, in the order in which they were added. */
function byContact(blocks: readonly Block[], rows: number, contacts: number): Sorted {
  const { start, ...columns } = emptyTable(contacts, rows)
  for (const { contact, used } of blocks) {
    for (const index of contact.subarray(0, used)) start[index + 1] = (start[index + 1] ?? 0) + 1
  }
  for (let index = 0; index < contacts; index++)
    start[index + 1] = (start[index + 1] ?? 0) + (start[index] ?? 0)
  const next = start.slice()
  for (const block of blocks) {
    for (let from = 0; from < block.used; from++) {
      const index = block.contact[from] ?? 0
      const to = next[index] ?? 0
      next[index] = to + 1
      copyRow(block, from, columns, to)
    }
  }
  return { start, ...columns }
}

function copyRow(from: RelationRows, row: number, to: RelationRows, at: number): void {
  for (const name of ROW_COLUMNS) to[name][at] = from[name][row] ?? 0
}

/** Removes repeated relations. A contact has few relations, so searching them needs no index. */
function withoutRepeats({ start, ...columns }: Sorted): Sorted {
  const { kind, typeId, id } = columns
  let kept = 0
  let from = 0
  for (let index = 0; index + 1 < start.length; index++) {
    const [first, to] = [kept, start[index + 1] ?? 0]
    for (let row = from; row < to; row++) {
      let at = first
      while (at < kept && !(id[at] === id[row] && kind[at] === kind[row] && typeId[at] === typeId[row])) at++
      if (at !== row) copyRow(columns, row, columns, at)
      if (at === kept) kept++
    }
    from = to
    start[index + 1] = kept
  }
  return kept === id.length ? { start, ...columns } : { start, ...firstRows(columns, kept) }
}

function firstRows({ kind, typeId, id, open, cents, currency }: RelationRows, rows: number): RelationRows {
  return {
    kind: kind.slice(0, rows),
    typeId: typeId.slice(0, rows),
    id: id.slice(0, rows),
    open: open.slice(0, rows),
    cents: cents.slice(0, rows),
    currency: currency.slice(0, rows),
  }
}
