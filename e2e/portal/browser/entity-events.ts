/**
 * BX.localStorage keys by which the portal's documents tell each other of a change
 * (portal README, "The contact's tab").
 */
const UPDATED = 'onCrmEntityUpdate'
const DELETED = 'onCrmEntityDelete'
/** In the document itself: the storage event goes only to the OTHER documents. */
const LOCAL_EVENT = 'portal-entity-change'
const CONTACT = 3

/** BX.Crm.EntityEvent.fireUpdate: other documents, and a grid in this one, load their data again. */
export function signalEntityUpdate(details: unknown): void {
  signal(UPDATED, details)
}

export function signalEntityDelete(details: unknown): void {
  signal(DELETED, details)
}

export function onEntityChange(react: () => void): void {
  window.addEventListener('storage', ({ key }) => {
    if (key === UPDATED || key === DELETED) react()
  })
  window.addEventListener(LOCAL_EVENT, react)
}

function signal(key: string, details: unknown): void {
  // A value that is written twice is no change, so no event: the random number makes it one.
  localStorage.setItem(key, JSON.stringify({ entityTypeId: CONTACT, details, context: Math.random() }))
  window.dispatchEvent(new Event(LOCAL_EVENT))
}
