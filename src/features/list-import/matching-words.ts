import { csvOfTable } from '#core/deletion/report-csv.ts'
import type { Files } from '#core/files.ts'
import type { FoundContact, WantedValue } from '#core/list/found-contacts.ts'
import type { RowMatch, MatchState } from '#core/list/match-list.ts'
import { delimiterFor } from '#i18n/csv-delimiter.ts'
import type { Format } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { offerCsv, type OfferedText } from '../shared/offered-file.tsx'

export const SHOWN = ['all', 'several', 'other-value', 'found', 'not-found', 'not-read'] as const
export type ShownRows = (typeof SHOWN)[number]

export const STATES_OF: Readonly<Record<ShownRows, readonly MatchState[]>> = {
  all: ['found', 'several', 'other-value', 'not-found', 'unreadable', 'empty'],
  several: ['several'],
  'other-value': ['other-value'],
  found: ['found'],
  'not-found': ['not-found'],
  'not-read': ['unreadable', 'empty'],
}

export const SHOW_WORDS = {
  all: 'list-import.showAll',
  several: 'list-import.showSeveral',
  'other-value': 'list-import.showOtherValue',
  found: 'list-import.showFound',
  'not-found': 'list-import.showNotFound',
  'not-read': 'list-import.showNotRead',
} as const satisfies Record<ShownRows, string>

export function wantedText({ kind, value }: WantedValue, t: Text): string {
  return kind === 'id' ? t('list-import.wantedId', { id: value }) : value
}

/** All that was looked for in a row, in the order in which it was tried. */
export function wantedTexts({ values }: RowMatch, t: Text): string[] {
  const wanted = values.flatMap((each) => [...each.insteadOf, each.wanted])
  return [...new Set(wanted.map((each) => wantedText(each, t)))]
}

/** "ID 7 · +7 916 123-45-67 · Acme": tells two people of one name apart. */
export function contactText(
  { id, phones = [], companyId = null }: FoundContact,
  companies: ReadonlyMap<number, string>,
  t: Text,
  withId = true,
): string {
  return [
    ...(withId ? [t('list-import.wantedId', { id: String(id) })] : []),
    ...phones.slice(0, 1),
    ...(companyId === null ? [] : [companies.get(companyId) ?? t('list-import.company', { id: companyId })]),
  ].join(' · ')
}

/** Why a row has no contact. */
export function noResultText({ state, unreadable }: RowMatch, t: Text): string {
  if (state === 'empty') return t('list-import.stateEmpty')
  if (state === 'unreadable') return t('list-import.stateUnreadable', { text: unreadable.join(', ') })
  return t('list-import.stateNotFound')
}

const FOUND_WORDS: Partial<Record<MatchState, 'list-import.stateSeveral' | 'list-import.stateOtherValue'>> = {
  several: 'list-import.stateSeveral',
  'other-value': 'list-import.stateOtherValue',
}

/** Offers the matching as a CSV file: one line for each contact of a row, or one line for a row without any. */
export function saveMatching(
  files: Pick<Files, 'save'>,
  matches: readonly RowMatch[],
  companies: ReadonlyMap<number, string>,
  t: Text,
  format: Format,
): OfferedText {
  const titles = [
    t('list-import.rowTitle'),
    t('list-import.referenceTitle'),
    t('list-import.wantedTitle'),
    t('list-import.resultTitle'),
    t('list-import.idTitle'),
    t('list-import.nameTitle'),
    t('list-import.phoneTitle'),
    t('list-import.companyTitle'),
  ]
  const rows = matches.flatMap((match) => {
    const { row, reference, state, values } = match
    const own = [String(row), reference, wantedTexts(match, t).join('; ')]
    const contacts = [
      ...new Map(values.flatMap((each) => each.contacts.map((one) => [one.id, one]))).values(),
    ]
    if (contacts.length === 0) return [[...own, noResultText(match, t), '', '', '', '']]
    const result = t(FOUND_WORDS[state] ?? 'list-import.stateFound')
    return contacts.map(({ id, name, phones = [], companyId = null }) => [
      ...own,
      result,
      String(id),
      name ?? '',
      phones.join('; '),
      companyId === null ? '' : (companies.get(companyId) ?? String(companyId)),
    ])
  })
  return offerCsv(files, `${t('list-import.csvFile')}.csv`, [
    csvOfTable([titles, ...rows], delimiterFor(format)),
  ])
}
