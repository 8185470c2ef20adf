import type { Method } from '../rest/call.ts'
import { activityWritingMethods } from './activity-writing.ts'
import { activityMethods } from './activity.ts'
import { appMethods } from './app.ts'
import { companyMethods } from './company.ts'
import { contactCompanyMethods } from './contact/contact-company.ts'
import { contactMethods } from './contact/contact.ts'
import { dealMethods } from './deal.ts'
import { directoryMethods } from './directory.ts'
import { duplicateMethods } from './contact/duplicate.ts'
import { entityItemMethods } from './entity-item.ts'
import { entityMethods } from './entity.ts'
import { itemLinkMethods } from './item/item-links.ts'
import { itemMethods } from './item/item.ts'
import { placementMethods } from './placement.ts'
import { requisiteMethods } from './requisite.ts'
import { timelineMethods } from './timeline.ts'
import { userMethods } from './user.ts'

/** Every method this portal imitates, by its name in small letters. `batch` is dispatch's own. */
export function createMethods(): ReadonlyMap<string, Method> {
  return new Map(
    Object.entries({
      ...contactMethods,
      ...contactCompanyMethods,
      ...itemMethods,
      ...companyMethods,
      ...dealMethods,
      ...itemLinkMethods,
      ...activityMethods,
      ...activityWritingMethods,
      ...requisiteMethods,
      ...directoryMethods,
      ...timelineMethods,
      ...duplicateMethods,
      ...userMethods,
      ...entityMethods,
      ...entityItemMethods,
      ...appMethods,
      ...placementMethods,
    }),
  )
}
