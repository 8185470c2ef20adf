import { CONTACT_FIELD_KINDS } from '../../store/contacts/contact-filter.ts'

/** camelCase names of crm.item.* and the capitals of the store. */

const SPECIAL: Readonly<Record<string, string>> = {
  createdTime: 'DATE_CREATE',
  updatedTime: 'DATE_MODIFY',
  createdBy: 'CREATED_BY_ID',
  updatedBy: 'MODIFY_BY_ID',
}
/** Names that were asked for, by their capitals: the same few for each contact. */
const CAMEL = new Map(Object.entries(SPECIAL).map(([camel, upper]) => [upper, camel]))

/** `UF_CRM_1700000001` → `ufCrm_1700000001`, `LAST_NAME` → `lastName`. */
export function toCamel(name: string): string {
  const known = CAMEL.get(name)
  if (known !== undefined) return known
  const camel = name
    .toLowerCase()
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^ufCrm_?(\d)/, 'ufCrm_$1')
  CAMEL.set(name, camel)
  return camel
}

export function toUpper(name: string): string {
  if (name.startsWith('UF_CRM_')) return name
  const special = SPECIAL[name]
  if (special !== undefined) return special
  return name
    .replace(/^ufCrm_?/, 'UF_CRM_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
}

/** The store's name of a field by which crm.item.list may filter contacts; phones and e-mails are not among them. */
export function contactFilterField(name: string, originalUserFields: boolean): string | undefined {
  const upper = toUpper(name)
  if (upper.startsWith('UF_CRM_'))
    return name.startsWith('UF_CRM_') === originalUserFields ? upper : undefined
  const kind = CONTACT_FIELD_KINDS[upper]
  // Only the camelCase spelling is a field here: LAST_NAME is not.
  return kind === undefined || kind === 'multi' || toCamel(upper) !== name ? undefined : upper
}
