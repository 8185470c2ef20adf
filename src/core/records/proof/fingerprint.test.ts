import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryContact } from '../../../../e2e/simulation/arbitrary-archive.ts'
import { nodeCodec } from '../../../../e2e/simulation/codec.ts'
import type { ArchivedContact } from '../../archive/archived-contact.ts'
import { identityHash, identityText } from './fingerprint.ts'

const anna: Pick<ArchivedContact, 'id' | 'fields' | 'communications'> = {
  id: 41,
  fields: { NAME: ' Anna\r\n Maria ', SECOND_NAME: null, LAST_NAME: 'MÜLLER', POST: 'Chief' },
  communications: [
    { kind: 'EMAIL', valueType: 'WORK', value: 'Zoe@Example.com ' },
    { kind: 'PHONE', valueType: 'WORK', value: '+49 (30) 901-820 ext. 7' },
    { kind: 'EMAIL', valueType: 'HOME', value: 'anna@example.com' },
    { kind: 'EMAIL', valueType: 'OTHER', value: 'ANNA@example.com' },
    { kind: 'PHONE', valueType: 'OTHER', value: 'none' },
    { kind: 'WEB', valueType: 'WORK', value: 'https://anna.example' },
  ],
}
const TEXT = `salt
id 41
name anna maria müller
email anna@example.com
email zoe@example.com
phone 49309018207`

describe('what identifies a contact', () => {
  it('is its number, name, addresses and phones, however they were written', () => {
    expect(identityText(anna, 'salt')).toBe(TEXT)
    const otherwise = { ...anna, fields: { ...anna.fields, LAST_NAME: 'mu\u0308ller' } }
    expect(identityText(otherwise, 'salt')).toBe(TEXT)
    expect(identityText({ id: 3, fields: {}, communications: [] }, 's')).toBe('s\nid 3\nname ')
  })

  it('is hashed as anybody can hash it with the tools of a system', async () => {
    const hash = execFileSync('sha256sum', { input: TEXT, encoding: 'utf8' }).slice(0, 64)
    expect(await identityHash(anna, 'salt', nodeCodec)).toBe(hash)
  })

  it('has another hash with another salt, another number or another phone', async () => {
    const hash = (contact: typeof anna, salt = 'salt'): Promise<string> =>
      identityHash(contact, salt, nodeCodec)
    const own = await hash(anna)
    expect(await hash(anna, 'salt2')).not.toBe(own)
    expect(await hash({ ...anna, id: 42 })).not.toBe(own)
    expect(await hash({ ...anna, communications: anna.communications.slice(2) })).not.toBe(own)
  })

  it('does not depend on the order in which the portal told it', () => {
    fc.assert(
      fc.property(arbitraryContact, (contact) => {
        const turned = { ...contact, communications: contact.communications.toReversed() }
        expect(identityText(turned, 's')).toBe(identityText(contact, 's'))
        // Nobody can put a line of their own into it.
        const lines = identityText(contact, 's').split('\n').slice(1)
        for (const line of lines) expect(line).toMatch(/^(?:id|name|email|phone) /u)
      }),
    )
  })
})
