/** A value in a person's list by which a contact is found. Phones and e-mails stay as they were written. */
export interface WantedValue {
  readonly kind: 'id' | 'email' | 'phone'
  readonly value: string
}

export interface FoundContacts {
  readonly wanted: WantedValue
  /** The contacts with this value that this user may see. */
  readonly contacts: readonly FoundContact[]
  /** There may be more: the portal names at most 20 contacts with a phone or an e-mail. */
  readonly atLeast: boolean
}

export interface FoundContact {
  readonly id: number
  readonly name: string | null
  /** Absent if they were not asked for. */
  readonly phones?: readonly string[]
  /** Null: none. Absent if it was not asked for. */
  readonly companyId?: number | null
}

/** Values with the same key find the same contacts. */
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
