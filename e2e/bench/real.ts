import { CONTENDERS } from './contenders.ts'
import { startRealPortal } from './real-portal.ts'

/**
 * `tsx e2e/bench/real.ts [contacts]`: on real sockets, each way of deleting against a local portal of its own with
 * the same troubles. The clock begins when the contacts are chosen. Fails where ours says anything untrue or provokes
 * a limit.
 */
async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 200)
  console.log(`${count} contacts, one in 25 refused, one in 40 deleted by a colleague, one answer lost\n`)
  console.log(
    '| way | until 99 % have a verdict | until all | right verdicts | said deleted, and is not | requests | 503 |',
  )
  console.log('|---|--:|--:|--:|--:|--:|--:|')
  for (const { name, run } of CONTENDERS) {
    const portal = await startRealPortal(count)
    let begun = performance.now()
    const times: { nearly?: number } = {}
    try {
      const said = await run(
        portal,
        () => {
          portal.colleagueDeletes()
          begun = performance.now()
        },
        () => void (times.nearly ??= performance.now()),
      ).catch((thrown: unknown) => {
        console.error(`${name} gave up: ${String(thrown)}`)
        return new Map<number, never>()
      })
      const ended = performance.now()
      const seconds = (at: number): string => `${((at - begun) / 1000).toFixed(1)} s`
      const right = portal.targets.filter((id) => said.get(id) === portal.truth(id)).length
      const lies = portal.targets.filter((id) => said.get(id) === 'deleted' && portal.truth(id) !== 'deleted')
      const cells = [
        name,
        seconds(times.nearly ?? ended),
        seconds(ended),
        `${right} of ${count}`,
        lies.length,
      ]
      console.log(`| ${[...cells, portal.requests(), portal.provoked()].join(' | ')} |`)
      if (name === CONTENDERS[0]?.name && (right < count || portal.provoked() > 0)) process.exitCode = 1
    } finally {
      await portal.running.close()
    }
  }
}

await main()
