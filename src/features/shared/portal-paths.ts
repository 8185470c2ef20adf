/** Where the portal keeps what was deleted from the CRM (portal README, "Recycle bin"). */
export const RECYCLE_BIN = '/crm/recyclebin/'

export const CONTACT_LIST = '/crm/contact/list/'

/** The card of a contact. */
export function contactPath(id: number): string {
  return `/crm/contact/details/${id}/`
}
