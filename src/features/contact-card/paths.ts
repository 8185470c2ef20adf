/** Pages of the portal that a person may want after a deletion (portal README, "The portal's own pages"). */
export const CONTACT_LIST = '/crm/contact/list/'
export const RECYCLE_BIN = '/crm/recyclebin/'
