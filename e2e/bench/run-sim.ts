import { FULL_SHARE, USUAL_BUCKET } from '../../src/core/job/pace/bucket.ts'
import { PROFILES } from './profiles.ts'
import { simulate, type Simulated } from './simulate.ts'

/** `tsx e2e/bench/run-sim.ts [contacts …]`: the table of the README, in virtual time. Fails where a goal is missed. */
const GOAL = 1.1
/** Of a request, in seconds: far enough from the 30 s at which it would be given up. */
const LONGEST = 25

async function main(): Promise<void> {
  const asked = process.argv.slice(2).map(Number).filter(Number.isSafeInteger)
  const sizes = asked.length > 0 ? asked : [1_000, 10_000, 100_000]
  const usual = await table(sizes, USUAL_BUCKET.share)
  console.log('\nat full speed\n')
  const full = await table(sizes, FULL_SHARE)
  // Where colleagues share the address, full speed takes their part too: the person was told.
  const alone = new Set(PROFILES.flatMap(({ name, colleagues }) => (colleagues === 0 ? name : [])))
  const rows = [...usual, ...full.filter(({ profile }) => alone.has(profile))]
  const missed = rows.filter(
    (row) =>
      (usual.includes(row) && row.seconds / row.best > GOAL) ||
      row.provoked503 + row.provoked429 > 0 ||
      row.longestSeconds > LONGEST,
  )
  const untrue = [...usual, ...full].flatMap((row) => row.lies)
  if (untrue.length > 0) console.log(`\nuntrue: ${untrue.slice(0, 5).join('; ')}`)
  console.log(
    `\n${rows.length - missed.length} of ${rows.length} without a limit error, no request over ${LONGEST} s, at the usual speed within ${GOAL} of the best`,
  )
  if (missed.length + untrue.length > 0) process.exitCode = 1
}

async function table(sizes: readonly number[], share: number): Promise<Simulated[]> {
  const rows: Simulated[] = []
  console.log(
    '| portal | contacts | ours | best possible | ratio | whole bucket, no checks | requests | 503 | 429 | longest request |',
  )
  console.log('|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|')
  for (const profile of PROFILES) {
    for (const contacts of sizes) {
      const row = await simulate(profile, contacts, 1, null, undefined, share)
      rows.push(row)
      console.log(tableRow(row))
    }
  }
  return rows
}

function tableRow(row: Simulated): string {
  const cells = [
    row.profile,
    row.contacts.toLocaleString('en'),
    duration(row.seconds),
    duration(row.best),
    (row.seconds / row.best).toFixed(3),
    (row.seconds / row.strictBest).toFixed(2),
    row.requests.toLocaleString('en'),
    row.provoked503,
    row.provoked429,
    `${row.longestSeconds.toFixed(1)} s`,
  ]
  return `| ${cells.join(' | ')} |`
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`
  if (seconds < 7200) return `${(seconds / 60).toFixed(1)} min`
  return `${(seconds / 3600).toFixed(2)} h`
}

await main()
