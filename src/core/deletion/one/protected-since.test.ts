import { describe, expect, it } from 'vitest'
import { BROKEN, DELETED, failed, KEEP, world } from '../../../../e2e/simulation/one-world.ts'
import { failureOfKind } from '../../failure.ts'

const PROTECTED = { additions: null, protectedSince: true }
const ANYWAY = { ...KEEP, shown: { ...KEEP.shown, despiteProtection: true } }

describe('a contact that was protected while its question was open', () => {
  it('is asked about again: nothing is sent, and its copy is erased', async () => {
    const { attempt, reported, portal, records } = world({ lists: ['yes'] })
    expect(await attempt(KEEP)).toMatchObject(PROTECTED)
    expect(reported).toEqual(['copy', 'check'])
    expect(portal?.parts.size).toBe(0)
    expect(records).toEqual([])
  })

  it('is asked about again too where nobody can say', async () => {
    const { attempt, reported } = world({ lists: ['unsure'] })
    expect(await attempt(KEEP)).toMatchObject(PROTECTED)
    expect(reported).toEqual(['copy', 'check'])
  })

  it('is asked about again where the portal says neither that nor what became of it', async () => {
    const denied = failureOfKind('access-denied')
    const { attempt, reported } = world({ lists: [null], checks: [denied] })
    expect(await attempt(KEEP)).toMatchObject(PROTECTED)
    expect(reported).toEqual(['copy', 'check'])
  })

  it('stays where the list cannot be read for the moment', async () => {
    const { run, reported } = world({ lists: [null, null], checks: [BROKEN, BROKEN] })
    expect(await run()).toMatchObject({ verdict: { kind: 'failed', failure: BROKEN } })
    expect(reported).toEqual(['copy', 'check', 'check'])
  })

  it('is deleted when the person was told of it, and says so', async () => {
    const { run } = world({ lists: ['yes', 'yes'] })
    expect(await run(ANYWAY)).toMatchObject({ verdict: DELETED })
  })

  it('is seen by the check that follows a limit of the portal', async () => {
    const limit = failureOfKind('rate-limit')
    const { attempt, reported } = world({
      lists: ['no', 'yes'],
      verdicts: [{ kind: 'failed', failure: limit }],
    })
    expect(await attempt(KEEP)).toMatchObject(PROTECTED)
    expect(reported.filter((what) => what.startsWith('delete'))).toHaveLength(1)
  })
})

it('a contact that is on no list is deleted as before', async () => {
  const { run } = world({ lists: ['no'], verdict: failed('still-there') as never })
  expect(await run()).toMatchObject({ verdict: failed('still-there') })
})
