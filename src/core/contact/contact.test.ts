import { describe, expect, it } from 'vitest'
import { fullName } from './contact.ts'

const named = (firstName: string, lastName: string, secondName = '') => ({ firstName, secondName, lastName })

describe('fullName', () => {
  it.each([
    [named('Anna', 'Petrova', 'Ivanovna'), 'Anna Petrova'],
    [named('Anna', ''), 'Anna'],
    [named('', 'Petrova'), 'Petrova'],
    [named('', '', 'Ivanovna'), 'Ivanovna'],
    [named('  Anna\n', ' \t Petrova '), 'Anna Petrova'],
    [named('<b>Anna</b>', '& "Co"'), '<b>Anna</b> & "Co"'],
    [named(' ', '\n'), null],
  ])('%o is %s', (contact, name) => {
    expect(fullName(contact)).toBe(name)
  })
})
