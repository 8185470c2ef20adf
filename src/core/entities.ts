/** The portal's numbers for kinds of records (`entityTypeId`); smart processes have 128 and more. */
export const LEAD = 1
export const DEAL = 2
export const CONTACT = 3
export const COMPANY = 4
export const ACTIVITY = 6
export const QUOTE = 7
export const REQUISITE = 8
export const INVOICE = 31
/** Our own number: the portal has none for users. */
export const USER = 0
