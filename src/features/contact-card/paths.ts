/** Pages of the portal that a person may want after a deletion (rest-contract.md, section 4). */
export const CONTACT_LIST = '/crm/contact/list/'
export const RECYCLE_BIN = '/crm/recyclebin/'

export function cardPath(contactId: number): string {
  return `/crm/contact/details/${contactId}/`
}
