import {
  beginOf,
  CONDITION_NAMES,
  type ConditionName,
  type ConditionValues,
  type ContactFilters,
  type IdRange,
  type Moment,
  type Named,
  type NamedCode,
} from '#core/filter/filters.ts'
import type { MessageId } from '#i18n/catalogue.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'

interface Words {
  readonly t: Text
  readonly format: Format
}

/** Each condition in use, in one line: "Created from Nov 28, 2026". */
export function filterTexts(
  filters: ContactFilters,
  t: Text,
  format: Format,
): readonly { readonly name: ConditionName; readonly text: string }[] {
  return CONDITION_NAMES.flatMap((name) => {
    const text = textOf(name, filters[name], { t, format })
    return text === null ? [] : [{ name, text }]
  })
}

function textOf<Name extends ConditionName>(
  name: Name,
  value: ConditionValues[Name] | undefined,
  words: Words,
): string | null {
  return value === undefined ? null : TEXTS[name](value, words)
}

const TEXTS: {
  readonly [Name in ConditionName]: (value: ConditionValues[Name], words: Words) => string
} = {
  created: (period, words) =>
    rangeText(period, ['filters.created', 'filters.createdFrom', 'filters.createdTo'], words, momentText),
  changed: (period, words) =>
    rangeText(period, ['filters.changed', 'filters.changedFrom', 'filters.changedTo'], words, momentText),
  activity: (last, words) =>
    last === 'never'
      ? words.t('filters.neverActive')
      : rangeText(last, ['filters.active', 'filters.activeFrom', 'filters.activeTo'], words, momentText),
  createdBy: (people, words) => words.t('filters.createdBy', { names: listOf(people, words) }),
  changedBy: (people, words) => words.t('filters.changedBy', { names: listOf(people, words) }),
  responsible: (chosen, words) =>
    chosen.kind === 'left'
      ? words.t('filters.left', { count: chosen.ids.length })
      : words.t('filters.responsible', { names: listOf(chosen.people, words) }),
  source: (codes, words) => words.t('filters.source', { names: listOf(codes, words) }),
  type: (codes, words) => words.t('filters.type', { names: listOf(codes, words) }),
  company: (company, words) =>
    company === 'none'
      ? words.t('contacts.withoutCompany')
      : words.t('filters.company', { name: listOf([company], words) }),
  withoutPhone: (_, { t }) => t('contacts.withoutPhone'),
  withoutEmail: (_, { t }) => t('contacts.withoutEmail'),
  name: (kind, { t }) => t(kind === 'empty' ? 'filters.nameEmpty' : 'filters.nameTest'),
  ids: (range: IdRange, words) =>
    rangeText(range, ['filters.ids', 'filters.idsFrom', 'filters.idsTo'], words, String),
  imported: (is, { t }) => t(is ? 'filters.imported' : 'filters.notImported'),
  exported: (is, { t }) => t(is ? 'filters.exported' : 'filters.notExported'),
  only: (ids, { t }) => t('records.only', { count: ids.length }),
}

function rangeText<End>(
  { from, to }: { readonly from: End | null; readonly to: End | null },
  [both, onlyFrom, onlyTo]: readonly [MessageId, MessageId, MessageId],
  words: Words,
  textOfEnd: (end: End, words: Words) => string,
): string {
  const [first, last] = [from, to].map((end) => (end === null ? '' : textOfEnd(end, words)))
  if (from === null) return words.t(onlyTo, { to: last ?? '' })
  return to === null
    ? words.t(onlyFrom, { from: first ?? '' })
    : words.t(both, { from: first ?? '', to: last ?? '' })
}

/** A text that is no moment is shown as it is. */
function momentText(moment: Moment, { format }: Words): string {
  const at = beginOf(moment)
  if (Number.isNaN(at)) return moment
  return moment.includes('T') ? format.moment(at) : format.day(at)
}

function listOf(named: readonly (Named | NamedCode)[], { format }: Words): string {
  return format.list(
    named.map((each) => (each.name === '' ? String('id' in each ? each.id : each.code) : each.name)),
  )
}
