import type { Contact } from '../../contract.ts'
import type { Call, Family, Reply } from '../../rest/call.ts'
import { localText, plainError, RestError } from '../../rest/errors.ts'
import { isMap, type Params } from '../../rest/php-query.ts'
import { mapParam, param, readDate, scalar, toInt } from '../../rest/wire.ts'
import { describeFields } from './contact-fields.ts'
import { readContactFields, readImportedFields, type KeepFile } from './contact-input.ts'
import { listContacts } from './contact-list.ts'
import { MULTI_FIELDS, multiFieldOf, scalarsOf, userFieldsOf } from './contact-wire.ts'

/** crm.contact.*: the old family, with the empty error code (portal README, "Contacts" and "Refusals of the CRM"). */
export const contactMethods: Family = {
  'crm.contact.list': { scope: 'crm', run: listContacts },
  'crm.contact.get': { scope: 'crm', run: getContact },
  'crm.contact.delete': { scope: 'crm', run: deleteContact },
  'crm.contact.add': { scope: 'crm', run: addContact },
  'crm.contact.update': { scope: 'crm', run: updateContact },
  'crm.contact.fields': {
    scope: 'crm',
    run: ({ portal }) => ({ result: describeFields(portal.settings.lang, (name) => name) }),
  },
}

/** A positive id, or the family's refusal. */
export function contactIdOf(params: Params): number {
  const id = toInt(param(params, 'id'))
  if (id <= 0) throw plainError('ID is not defined or invalid.')
  return id
}

/** Only category 0 is read here; a restricted user cannot tell the missing from the forbidden. */
function getContact({ portal, user, params }: Call): Reply {
  const contact = portal.store.contact(contactIdOf(params))
  if (contact === undefined) {
    if (user.admin || user.rights.read === 'all') throw plainError('Not found')
    throw plainError('Access denied.')
  }
  if (!portal.store.may(user.ID, 'read', contact)) throw plainError('Access denied.')
  if (contact.CATEGORY_ID !== 0) throw plainError('Not found')
  const multiFields = MULTI_FIELDS.flatMap((type) => {
    const values = multiFieldOf(contact, type)
    return values === undefined ? [] : [[type, values] as const]
  })
  return { result: { ...scalarsOf(contact), ...userFieldsOf(contact), ...Object.fromEntries(multiFields) } }
}

/** Permission first, then existence: only who may delete any contact learns that this one is not there. */
function deleteContact({ portal, user, params, request }: Call): Reply {
  const id = contactIdOf(params)
  const contact = portal.store.contact(id)
  const may = contact === undefined ? mayDeleteAny(user) : portal.store.may(user.ID, 'delete', contact)
  if (!may) throw plainError('Access denied.')
  if (!portal.store.deleteContact(id, user.ID)) {
    request.exception = { code: 'ERROR_CORE', message: localText('elementNotFound', portal.settings.lang) }
    throw plainError('')
  }
  return { result: true }
}

function mayDeleteAny(user: Call['user']): boolean {
  return user.admin || user.rights.delete === 'all'
}

function fieldsOf(params: Params): Params {
  const fields = param(params, 'fields')
  if (!isMap(fields)) throw plainError("Parameter 'fields' must be array")
  return fields
}

/** Everybody who may read may add, as the portal's default role does. */
function addContact({ portal, user, params, request }: Call): Reply {
  const fields = fieldsOf(params)
  if (!user.admin && user.rights.update === 'none') throw plainError('Access denied')
  const importing = scalar(mapParam(params, 'params').IMPORT) === 'Y'
  if (importing && !user.admin && !user.rights.import) throw plainError('Access denied')
  const read = readContactFields(
    fields,
    undefined,
    freshIds(portal.store.contacts.length + 1),
    keepFileIn(portal),
  )
  refuse(problemsOf(portal, fields, read), request)
  // System fields are an administrator's; somebody else's are ignored.
  const imported = importing && user.admin ? readImportedFields(fields) : {}
  if (imported.DATE_CREATE !== undefined) refuse(problemsOfCreation(portal, imported.DATE_CREATE), request)
  const COMPANY_IDS = (read.COMPANY_IDS ?? []).filter((id) => portal.store.company(id) !== undefined)
  const contact = portal.store.addContact({
    CREATED_BY_ID: user.ID,
    MODIFY_BY_ID: user.ID,
    ASSIGNED_BY_ID: user.ID,
    ...read,
    COMPANY_IDS,
    ...imported,
  })
  if (!importing) startRobots(portal, contact.ID, user.ID)
  return { result: contact.ID }
}

/** Robots and workflows "on create": they mail customers, so a test must be able to see that they ran. */
export function startRobots(portal: Call['portal'], contactId: number, userId: number): void {
  portal.store.robotRuns.push({ contactId, userId, at: Math.floor(portal.now() / 1000) })
}

export function keepFileIn({ store }: Call['portal']): KeepFile {
  return (name, base64) => store.files.keep(name, Buffer.from(base64, 'base64'))
}

/** Not before the contact that was created last, nor later than now (portal README, "Making a contact again"). */
function problemsOfCreation(portal: Call['portal'], created: number): string[] {
  const { contacts } = portal.store
  let last = contacts.length
  while (last > 0 && contacts.columns.alive[last - 1] !== 1) last--
  if (created < (contacts.columns.created[last - 1] ?? 0))
    return [localText('createdTooEarly', portal.settings.lang)]
  return created > portal.now() / 1000 ? [localText('createdInFuture', portal.settings.lang)] : []
}

function updateContact({ portal, user, params, request }: Call): Reply {
  const id = contactIdOf(params)
  const fields = fieldsOf(params)
  const before = portal.store.contact(id)
  if (before === undefined) {
    if (user.admin || user.rights.update === 'all') throw plainError('Contact is not found')
    throw plainError('Access denied.')
  }
  if (!portal.store.may(user.ID, 'update', before)) throw plainError('Access denied.')
  const read = readContactFields(fields, before, freshIds(id, before), keepFileIn(portal))
  refuse(problemsOf(portal, fields, { ...before, ...read }), request)
  portal.store.updateContact(id, { ...read, MODIFY_BY_ID: user.ID })
  return { result: true }
}

/** What is wrong with the fields, in the portal's words. */
function problemsOf(
  { settings: { lang, takesNameless = false } }: Call['portal'],
  fields: Params,
  contact: Partial<Contact>,
): string[] {
  const problems: string[] = []
  if (!takesNameless && (contact.NAME ?? '') === '' && (contact.LAST_NAME ?? '') === '')
    problems.push(localText('nameRequired', lang))
  const birth = scalar(fields.BIRTHDATE)
  if (birth !== '' && Number.isNaN(readDate(birth))) problems.push(localText('wrongDate', lang))
  const wrong =
    contact.fm?.some(({ TYPE_ID, VALUE }) => TYPE_ID === 'EMAIL' && !/^\S+@\S+$/.test(VALUE)) ?? false
  if (wrong && 'EMAIL' in fields) problems.push(localText('wrongEmail', lang))
  return problems
}

/** Several texts come joined by HTML breaks (portal README, "Errors"). */
function refuse(problems: readonly string[], request: Call['request']): void {
  if (problems.length === 0) return
  const message = problems.join('<br />')
  request.exception = { code: 'ERROR_CORE', message }
  throw new RestError('ERROR_CORE', message)
}

/** Ids of new multi-field values: seeded ones use id·10 + 1…8, these go far beyond. */
function freshIds(contactId: number, before?: Contact): () => number {
  const used = before?.fm.map((one) => one.ID) ?? []
  let last = Math.max(contactId * 1000 + 100_000_000, ...used)
  return () => ++last
}
