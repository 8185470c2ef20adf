/** A value of a person's list by which a contact is found. Phones and e-mails as they were written. */
export interface WantedValue {
  readonly kind: 'id' | 'email' | 'phone'
  readonly value: string
}

export interface FoundContacts {
  readonly wanted: WantedValue
  /** All who have it, of those that this user may see. */
  readonly contacts: readonly FoundContact[]
  /** The portal names at most 20 owners of a phone or an e-mail: there may be more. */
  readonly atLeast: boolean
}

export interface FoundContact {
  readonly id: number
  readonly name: string | null
  /** Absent where they were not asked for. */
  readonly phones?: readonly string[]
}

/** Two values with one key would find the same contacts. */
export function keyOfValue({ kind, value }: WantedValue): string {
  switch (kind) {
    case 'id':
      return `id ${value}`
    case 'email':
      return `email ${value.toLowerCase()}`
    case 'phone':
      return `phone ${value.replace(/\D/gu, '')}`
  }
}
