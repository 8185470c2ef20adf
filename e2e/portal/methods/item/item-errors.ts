import { localText, RestError } from '../../rest/errors.ts'

/** The refusals of crm.item.* (portal README, "Refusals of the CRM"): their codes are never empty. */

export const notFound = (lang: string): RestError =>
  new RestError('NOT_FOUND', localText('itemNotFound', lang))
export const denied = (lang: string): RestError =>
  new RestError('ACCESS_DENIED', localText('accessDenied', lang))
export const noSuchType = (): RestError => new RestError('NOT_FOUND', 'SPA not found')
export const onlyIntranet = (): RestError =>
  new RestError('allowed_only_intranet_user', 'Extranet user is not allowed', 403)

export const wrongFilterField = (name: string): RestError =>
  new RestError('INVALID_ARG_VALUE', `Invalid filter: field '${name}' is not allowed in filter`)
export const wrongOrderField = (name: string): RestError =>
  new RestError('INVALID_ARG_VALUE', `Invalid order: field '${name}' is not allowed in order`)
