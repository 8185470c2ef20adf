import { describeUserField, USER_FIELDS } from './user-fields.ts'

/** The contact's fields as crm.contact.fields tells them; titles by language, English where we know no better. */
interface FieldFlags {
  type: string
  required?: boolean
  readOnly?: boolean
  immutable?: boolean
  multiple?: boolean
  en: string
  ru?: string
  de?: string
  statusType?: string
}

export const CONTACT_FIELDS: Readonly<Record<string, FieldFlags>> = {
  ID: { type: 'integer', readOnly: true, en: 'ID' },
  HONORIFIC: { type: 'crm_status', statusType: 'HONORIFIC', en: 'Salutation', ru: 'Обращение', de: 'Anrede' },
  NAME: { type: 'string', required: true, en: 'First name', ru: 'Имя', de: 'Vorname' },
  SECOND_NAME: { type: 'string', required: true, en: 'Second name', ru: 'Отчество', de: 'Zweiter Vorname' },
  LAST_NAME: { type: 'string', required: true, en: 'Last name', ru: 'Фамилия', de: 'Nachname' },
  PHOTO: { type: 'file', en: 'Photo', ru: 'Фотография', de: 'Foto' },
  BIRTHDATE: { type: 'date', en: 'Date of birth', ru: 'Дата рождения', de: 'Geburtsdatum' },
  TYPE_ID: {
    type: 'crm_status',
    statusType: 'CONTACT_TYPE',
    en: 'Contact type',
    ru: 'Тип контакта',
    de: 'Kontakttyp',
  },
  SOURCE_ID: { type: 'crm_status', statusType: 'SOURCE', en: 'Source', ru: 'Источник', de: 'Quelle' },
  SOURCE_DESCRIPTION: { type: 'string', en: 'Source information', ru: 'Дополнительно об источнике' },
  POST: { type: 'string', en: 'Position', ru: 'Должность', de: 'Position' },
  COMMENTS: { type: 'string', en: 'Comment', ru: 'Комментарий', de: 'Kommentar' },
  OPENED: { type: 'char', en: 'Available to everyone', ru: 'Доступен для всех' },
  EXPORT: { type: 'char', en: 'Include in export', ru: 'Участвует в экспорте контактов' },
  HAS_PHONE: { type: 'char', readOnly: true, en: 'Has phone', ru: 'Задан телефон' },
  HAS_EMAIL: { type: 'char', readOnly: true, en: 'Has e-mail', ru: 'Задан e-mail' },
  HAS_IMOL: { type: 'char', readOnly: true, en: 'Has open channel', ru: 'Задана открытая линия' },
  ASSIGNED_BY_ID: {
    type: 'user',
    en: 'Responsible person',
    ru: 'Ответственный',
    de: 'Verantwortliche Person',
  },
  CREATED_BY_ID: { type: 'user', readOnly: true, en: 'Created by', ru: 'Кем создан' },
  MODIFY_BY_ID: { type: 'user', readOnly: true, en: 'Modified by', ru: 'Кем изменен' },
  DATE_CREATE: { type: 'datetime', readOnly: true, en: 'Created on', ru: 'Дата создания', de: 'Erstellt am' },
  DATE_MODIFY: {
    type: 'datetime',
    readOnly: true,
    en: 'Modified on',
    ru: 'Дата изменения',
    de: 'Geändert am',
  },
  COMPANY_ID: { type: 'crm_company', en: 'Company', ru: 'Компания', de: 'Unternehmen' },
  COMPANY_IDS: { type: 'crm_company', multiple: true, en: 'Companies', ru: 'Компании' },
  LEAD_ID: { type: 'crm_lead', readOnly: true, en: 'Lead', ru: 'Лид' },
  ORIGINATOR_ID: { type: 'string', en: 'External source', ru: 'Внешний источник' },
  ORIGIN_ID: {
    type: 'string',
    en: 'Item ID in data source',
    ru: 'Идентификатор элемента во внешнем источнике',
  },
  ORIGIN_VERSION: { type: 'string', en: 'Original version', ru: 'Версия оригинала' },
  FACE_ID: { type: 'integer', en: 'Face ID', ru: 'Привязка к лицам' },
  UTM_SOURCE: { type: 'string', en: 'Ad system', ru: 'Рекламная система' },
  UTM_MEDIUM: { type: 'string', en: 'Medium', ru: 'Тип трафика' },
  UTM_CAMPAIGN: { type: 'string', en: 'Ad campaign UTM', ru: 'Обозначение рекламной кампании' },
  UTM_CONTENT: { type: 'string', en: 'Campaign contents', ru: 'Содержание кампании' },
  UTM_TERM: { type: 'string', en: 'Campaign search term', ru: 'Условие поиска кампании' },
  LAST_ACTIVITY_TIME: {
    type: 'datetime',
    readOnly: true,
    en: 'Last timeline activity',
    ru: 'Последняя активность',
  },
  LAST_ACTIVITY_BY: {
    type: 'user',
    readOnly: true,
    en: 'Last timeline activity by',
    ru: 'Автор последней активности',
  },
  PHONE: { type: 'crm_multifield', multiple: true, en: 'Phone', ru: 'Телефон', de: 'Telefon' },
  EMAIL: { type: 'crm_multifield', multiple: true, en: 'E-mail', ru: 'E-mail', de: 'E-Mail' },
  WEB: { type: 'crm_multifield', multiple: true, en: 'Website', ru: 'Сайт', de: 'Website' },
  IM: { type: 'crm_multifield', multiple: true, en: 'Messenger', ru: 'Мессенджер', de: 'Messenger' },
  LINK: { type: 'crm_multifield', multiple: true, en: 'LINK', ru: 'LINK' },
}

/** The answer of crm.contact.fields and, with camelCase names, of crm.item.fields. */
export function describeFields(lang: string, rename: (name: string) => string): Record<string, unknown> {
  const entries = Object.entries(CONTACT_FIELDS).map(([name, field]) => {
    const titles: Readonly<Record<string, unknown>> = { en: field.en, ru: field.ru, de: field.de }
    const description = {
      type: field.type,
      isRequired: field.required ?? false,
      isReadOnly: field.readOnly ?? false,
      isImmutable: field.immutable ?? false,
      isMultiple: field.multiple ?? false,
      isDynamic: false,
      ...(field.statusType === undefined ? {} : { statusType: field.statusType }),
      title: titles[lang] ?? field.en,
    }
    return [rename(name), description] as const
  })
  return {
    ...Object.fromEntries(entries),
    ...Object.fromEntries(USER_FIELDS.map((field) => [rename(field.name), describeUserField(field)])),
  }
}
