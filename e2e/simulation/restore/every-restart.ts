const WHEN = ['before', 'after'] as const

interface Crash {
  readonly append: number
  readonly when: (typeof WHEN)[number]
}

/**
 * The same job again and again; each time the page dies at another record, before or after it was written.
 * @param most a longer one dies at every second, third, … record, or one story in a thousand would take minutes
 */
export async function playWithEveryRestart<
  Story,
  Outcome extends { journal: { records: readonly string[] } },
>(
  play: (story: Story & { readonly crashes: readonly Crash[] }) => Promise<Outcome>,
  story: Story,
  most = Infinity,
): Promise<Outcome[]> {
  const undisturbed = await play({ ...story, crashes: [] })
  const outcomes = [undisturbed]
  const { length } = undisturbed.journal.records
  for (let append = 1; append <= length; append += Math.ceil(length / most) || 1) {
    for (const when of WHEN) {
      // It dies again soon after it was reopened: the state after a restart must survive a restart too.
      const crashes = [
        { append, when },
        { append: 1 + (append % 4), when: WHEN[append % 2] ?? when },
      ]
      outcomes.push(await play({ ...story, crashes }))
    }
  }
  return outcomes
}
