/** Where the portal keeps what was deleted from the CRM (rest-contract.md, section 4). */
export const RECYCLE_BIN = '/crm/recyclebin/'

export const CONTACT_LIST = '/crm/contact/list/'
