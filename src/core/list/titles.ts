import { tidy } from './read-value.ts'

/**
 * What a column's title says about its content. `contact-id`: ids of contacts; `id`: ids of any kind of record;
 * `contact`: an id or a name; `person`: a part of a name that only people have; `name` and `company`: a record that has
 * both is a person; `other`: belongs to another kind of record; `usual`: a title that many tables have.
 */
export type Title =
  | 'contact-id'
  | 'id'
  | 'contact'
  | 'person'
  | 'name'
  | 'email'
  | 'phone'
  | 'company'
  | 'other'
  | 'usual'

const CONTACT = '(?:contacts?|contacto|contato|kontakt|контакт\\p{L}*)'
const ID = '(?:id|ид|identifier|идентификатор)'

/** Tried in this order, on titles in small letters with single spaces instead of signs. */
const TITLES: readonly (readonly [Title, RegExp])[] = [
  [
    'contact-id',
    new RegExp(`^(?:${CONTACT} ?${ID}|${ID} ?(?:(?:of|de|do|del|du|des)(?: the)? )?${CONTACT})$`, 'u'),
  ],
  ['id', new RegExp(`^${ID}$`, 'u')],
  ['contact', new RegExp(`^${CONTACT}$`, 'u')],
  [
    'company',
    /^(?:(?:company|organi[sz]ation)(?: (?:name|title))?|(?:название )?(?:компани[яи]|организаци[яи]))$/u,
  ],
  ['other', /^(?:company type|тип компании|log ?in|логин|deadline|due date|крайний срок)$/u],
  ['person', /^(?:salutation|honorific|обращение|звертання|anrede|civilité)$/u],
  // Somebody else's address or number: "Responsible e-mail", "Company phone".
  [
    'usual',
    /responsible|ответствен|owner|владел|manager|менеджер|assign|creat|созда|modif|измен|author|автор|assistant|compan|компани|организаци|user|employee|сотрудник/u,
  ],
  // Not the address or number itself: Google's "E-mail 1 - Label", "Phone 1 - Type", a postal code.
  [
    'usual',
    /\b(?:label|type|status|opt|consent|sent|date|count|domain|subject|code|ext|extension|verified|bounced)\b|(?:^| )(?:тип|вид|метка|статус|согласие|дата|количество|домен|тема|код|доб|индекс)(?: |$)/u,
  ],
  ['email', /e ?mail|почт|пошт|^mail$|correo|courriel/u],
  [
    'phone',
    /phone|телефон|telefon|teléfono|téléphone|telefone|^(?:tel|тел|mobile|мобильный|мобільний|cell|handy|móvil|celular)(?: |$)/u,
  ],
  [
    'other',
    /\b(?:deals?|leads?|invoices?|quotes?|offers?|orders?|tickets?|tasks?|projects?|opportunit(?:y|ies)|pipeline|stage|amount|sum|total|price|probability|currency|products?|industry|revenue)\b|сделк|(?:^| )лид|сч[её]т|заказ|предложени|задач|обращени|проект|воронк|стади|сумм|вероятност|валют|товар|сфера деятельности|оборот/u,
  ],
  // "ID 204" is a record, not a title.
  ['other', new RegExp(`(?:^| )${ID}(?: (?!\\d+$)|$)`, 'u')],
  [
    'person',
    /^(?:(?:first|last|full|second|middle|given|family) name|surname|имя|фамилия|отчество|фио|имя и фамилия|ім я|прізвище|піб|vorname|nachname|prénom|nom de famille|apellidos?|nombre completo|sobrenome|nome completo|cognome|nome e cognome|imię|nazwisko|imię i nazwisko|soyadı?|ad soyad|adı soyadı|nama depan|nama belakang|nama lengkap|họ và tên|họ tên|姓名|姓氏|名字|氏名)$/u,
  ],
  ['name', /^name$/u],
  [
    'usual',
    /^(?:results?|reasons?|результат|причина|comments?|notes?|remarks?|комментари[ий]|заметки|address|адрес|position|должность|source|источник|birthday|день рождения)$/u,
  ],
]

/** "Request no.", "Reference", "Case number", "№ обращения": what somebody calls each row of a list. */
const REFERENCE =
  /^(?:(?:your |our )?(?:request|reference|ref|case|ticket|claim)(?: (?:no|nr|num|number|id|#|№))?|(?:номер|№|n|id|ид)? ?(?:запрос|заявк|заявлени|обращени|требовани)\p{L}*(?: (?:номер|№|id|ид))?)$/u

export function isReferenceTitle(cell: string): boolean {
  return titleOf(cell) !== 'person' && REFERENCE.test(wordsOf(cell))
}

/** Null: not a known title. */
export function titleOf(cell: string): Title | null {
  const words = wordsOf(cell)
  if (words === '' || words.length > 80) return null
  return TITLES.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}

/** In small letters, with single spaces instead of signs. */
function wordsOf(cell: string): string {
  return tidy(cell)
    .toLowerCase()
    .replace(/[\s_.:;*"'()[\]/\\–—-]+/gu, ' ')
    .trim()
}
