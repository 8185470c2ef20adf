/**
 * A refusal as the portal words it. The code may be empty, and that is not a mistake
 * (portal README, "Refusals of the CRM").
 */
export class RestError extends Error {
  readonly code: string | number
  readonly description: string
  readonly status: number
  readonly extra: Record<string, unknown>

  constructor(code: string | number, description: string, status = 400, extra: Record<string, unknown> = {}) {
    super(description)
    this.code = code
    this.description = description
    this.status = status
    this.extra = extra
  }
}

/** The plain RestException of the old crm.* methods: no code, HTTP 400. */
export function plainError(description: string): RestError {
  return new RestError('', description)
}

export const methodNotFound = (): RestError =>
  new RestError('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404)

/** Required parameter of a controller method (crm.item.*) is missing. */
export const missingParameter = (name: string): RestError =>
  new RestError('100', `Could not find value for parameter {${name}}`)

export const wrongArgument = (text: string, argument: string): RestError =>
  new RestError('ERROR_ARGUMENT', text, 400, { argument })

const TEXTS = {
  elementNotFound: {
    en: 'Element not found',
    ru: 'Элемент не найден',
    de: 'Element wurde nicht gefunden',
    la: 'No se encontró el elemento',
    br: 'Elemento não encontrado',
    fr: 'Élément introuvable',
    it: 'Elemento non trovato',
    pl: 'Nie znaleziono elementu',
    ua: 'Елемент не знайдено',
    tr: 'Öğe bulunamadı',
  },
  itemNotFound: {
    en: 'Item not found',
    ru: 'Элемент не найден',
    de: 'Element wurde nicht gefunden',
    la: 'No se encontró el elemento',
    br: 'Elemento não encontrado',
    fr: 'Élément introuvable',
    it: 'Elemento non trovato',
    pl: 'Nie znaleziono elementu',
    ua: 'Елемент не знайдено',
    tr: 'Öğe bulunamadı',
  },
  accessDenied: {
    en: 'Access denied',
    ru: 'Доступ запрещен',
    de: 'Zugriff verweigert',
    la: 'Acceso denegado',
    br: 'Acesso negado',
    fr: 'Accès refusé',
    it: 'Accesso negato',
    pl: 'Brak dostępu',
    ua: 'Доступ заборонено',
    tr: 'Erişim reddedildi',
  },
  nameRequired: {
    en: 'The "First name" or "Last name" field is required.',
    ru: 'Поле «Имя» или «Фамилия» обязательно для заполнения.',
    de: 'Das Feld "Vorname" oder "Nachname" ist erforderlich.',
  },
  wrongEmail: {
    en: 'The e-mail address is incorrect.',
    ru: 'Указан некорректный e-mail.',
    de: 'Die E-Mail-Adresse ist falsch.',
  },
  wrongDate: {
    en: 'The "Date of birth" field is incorrect.',
    ru: 'Поле «Дата рождения» заполнено неверно.',
    de: 'Das Feld "Geburtsdatum" ist falsch.',
  },
  createdTooEarly: {
    en: 'The creation date cannot be earlier than the creation date of the last created item.',
    ru: 'Дата создания не может быть раньше даты создания последнего созданного элемента.',
  },
  createdInFuture: {
    en: 'The creation date cannot be in the future.',
    ru: 'Дата создания не может быть в будущем.',
  },
} as const

/** The portal's own words in the portal's language; English where we know no better. */
export function localText(key: keyof typeof TEXTS, lang: string): string {
  const texts: Readonly<Record<string, string>> = TEXTS[key]
  return texts[lang] ?? TEXTS[key].en
}
