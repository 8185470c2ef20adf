import { describe, expect, it } from 'vitest'
import { gathering } from './gathering.ts'
import type { PacedAnswer } from '../rest/many/command-queue.ts'
import type { PacedRest } from '../rest/paced-rest.ts'
import type { Command } from '../rest/rest.ts'

const command = (method: string): Command => ({ method, params: {} })
const answered = ({ method }: Command): PacedAnswer => ({
  answer: { kind: 'result', result: method, total: null },
  startedAt: null,
})

function setUp(all: PacedRest['all']) {
  const asked: string[][] = []
  const paced = gathering({
    all(commands) {
      asked.push(commands.map(({ method }) => method))
      return all(commands)
    },
    call: () => Promise.reject(new Error('not called')),
  })
  const ask = async (...methods: string[]): Promise<unknown[]> => {
    const answers = await paced.all(methods.map(command))
    return answers.map(({ answer }) => (answer.kind === 'result' ? answer.result : null))
  }
  return { asked, ask }
}

describe('what several readings ask for', () => {
  it('goes together, and each gets its own answers', async () => {
    const { asked, ask } = setUp((commands) => Promise.resolve(commands.map(answered)))
    const twice = async (): Promise<unknown[]> => [...(await ask('a', 'b')), ...(await ask('c'))]
    const other = async (): Promise<unknown[]> => [...(await ask('d')), ...(await ask('e'))]
    expect(await Promise.all([twice(), other(), ask()])).toEqual([['a', 'b', 'c'], ['d', 'e'], []])
    expect(asked).toEqual([
      ['a', 'b', 'd'],
      ['c', 'e'],
    ])
  })

  it('fails together, and can be asked for again', async () => {
    let fails = true
    const { ask } = setUp((commands) =>
      fails ? Promise.reject(new Error('lost')) : Promise.resolve(commands.map(answered)),
    )
    const both = await Promise.allSettled([ask('a'), ask('b')])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    fails = false
    expect(await ask('a')).toEqual(['a'])
  })
})
