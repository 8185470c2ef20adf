import type { Method } from '../rest/call.ts'
import { contactCompanyMethods } from './contact-company.ts'
import { contactMethods } from './contact.ts'

/** Every method this portal imitates, by its name in small letters. */
export function createMethods(): ReadonlyMap<string, Method> {
  return new Map(Object.entries({ ...contactMethods, ...contactCompanyMethods }))
}
