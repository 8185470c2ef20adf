/** A value of a person's list. Phones and e-mails as they stand there. */
export interface WantedValue {
  readonly kind: 'id' | 'email' | 'phone'
  readonly value: string
}

export interface FoundContacts {
  readonly wanted: WantedValue
  /** Everybody who has it, of those this user may see; empty: nobody. */
  readonly contacts: readonly { readonly id: number; readonly name: string | null }[]
  /** The portal tells at most 20 owners of a phone or an e-mail: there may be more. */
  readonly atLeast: boolean
}
