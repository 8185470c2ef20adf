import { useState, type ReactNode } from 'react'
import type { FoundContact } from '#core/list/found-contacts.ts'
import {
  clearContacts,
  countRows,
  isUnclear,
  type MatchedValue,
  type RowMatch,
} from '#core/list/match-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { Checkbox, SelectField } from '#ui/fields/fields.tsx'
import {
  contactText,
  noResultText,
  SHOW_WORDS,
  SHOWN,
  STATES_OF,
  wantedText,
  wantedTexts,
  type ShownRows,
} from './matching-words.ts'

/** Rows in the page at once, whatever the length of the list. */
const PAGE = 50

interface MatchingTableProps {
  matches: readonly RowMatch[]
  /** Names of companies; those that cannot be read, or not yet, are absent. */
  companies: ReadonlyMap<number, string>
  /** Contact ids chosen where there are several. */
  picked: ReadonlySet<number>
  onPick: (id: number, chosen: boolean) => void
}

/** Each row of the list: what was looked for, and whom the portal has. */
export function MatchingTable(props: MatchingTableProps): ReactNode {
  const { t, format } = useTranslation()
  const { matches } = props
  const [shown, setShown] = useState<ShownRows>(
    matches.length > PAGE && countRows(matches, 'several') > 0 ? 'several' : 'all',
  )
  const [first, setFirst] = useState(0)
  const options = SHOWN.map((value) => ({ value, count: countRows(matches, ...STATES_OF[value]) })).filter(
    ({ count }) => count > 0,
  )
  // What is to be decided comes first, wherever it stands in the list.
  const rows = matches
    .filter(({ state }) => STATES_OF[shown].includes(state))
    .toSorted((a, b) => Number(b.state === 'several') - Number(a.state === 'several'))
  const last = Math.min(first + PAGE, rows.length)
  const hasReferences = matches.some(({ reference }) => reference !== '')
  return (
    <div className="flex flex-col gap-2">
      {options.length > 2 && (
        <SelectField
          label={t('list-import.show')}
          value={shown}
          options={options.map(({ value, count }) => ({
            value,
            label: t(SHOW_WORDS[value], { count: format.number(count) }),
          }))}
          onChange={(next) => {
            setShown(next)
            setFirst(0)
          }}
          className="sm:max-w-64"
        />
      )}
      <div className="overflow-x-auto rounded-card border border-line">
        <table className="w-full text-start" aria-label={t('list-import.matchingTable')}>
          <thead className="bg-sunken text-small text-muted">
            <tr>
              <HeadCell>{t('list-import.rowTitle')}</HeadCell>
              {hasReferences && <HeadCell>{t('list-import.referenceTitle')}</HeadCell>}
              <HeadCell narrow={false}>{t('list-import.wantedTitle')}</HeadCell>
              <HeadCell>{t('list-import.resultTitle')}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {rows.slice(first, last).map((match, at) => (
              <Row
                key={`${match.row} ${first + at}`}
                {...props}
                match={match}
                hasReferences={hasReferences}
              />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > PAGE && (
        <div className="flex flex-wrap items-center gap-2">
          <span role="status" className="text-muted">
            {t('list-import.page', {
              first: format.number(first + 1),
              last: format.number(last),
              of: format.number(rows.length),
            })}
          </span>
          <Button aria-disabled={first === 0 || undefined} onClick={() => setFirst(first - PAGE)}>
            {t('list-import.previous')}
          </Button>
          <Button aria-disabled={last === rows.length || undefined} onClick={() => setFirst(last)}>
            {t('list-import.next')}
          </Button>
        </div>
      )}
    </div>
  )
}

function HeadCell({ narrow = true, children }: { narrow?: boolean; children: ReactNode }): ReactNode {
  return (
    <th
      scope="col"
      className={`px-2 py-1.5 text-start font-medium whitespace-nowrap ${narrow ? '' : 'max-sm:hidden'}`}
    >
      {children}
    </th>
  )
}

function Row(props: MatchingTableProps & { match: RowMatch; hasReferences: boolean }): ReactNode {
  const { t } = useTranslation()
  const { match, hasReferences } = props
  const wanted = wantedTexts(match, t)
  const clear = clearContacts([match])
  const unclear = match.values.filter(isUnclear)
  return (
    <tr className="border-t border-line-soft align-top">
      <td className="px-2 py-1.5 text-muted tabular-nums">{match.row}</td>
      {hasReferences && (
        <td className="px-2 py-1.5 wrap-anywhere">
          <bdi>{match.reference}</bdi>
        </td>
      )}
      <td className="px-2 py-1.5 wrap-anywhere max-sm:hidden">
        {wanted.map((text) => (
          <bdi key={text} className="block">
            {text}
          </bdi>
        ))}
      </td>
      <td className="px-2 py-1.5">
        {[...clear.values()].map((contact) => (
          <Found key={contact.id} {...props} contact={contact} />
        ))}
        {unclear.map((each) => (
          <Several key={wantedText(each.wanted, t)} {...props} several={each} />
        ))}
        {clear.size + unclear.length === 0 && <span className="text-muted">{noResultText(match, t)}</span>}
        {wanted.length > 0 && (
          <p className="text-small wrap-anywhere text-muted sm:hidden">
            {t('list-import.wantedWas')} <bdi>{wanted.join(', ')}</bdi>
          </p>
        )}
      </td>
    </tr>
  )
}

function Found(props: MatchingTableProps & { contact: FoundContact }): ReactNode {
  const { t } = useTranslation()
  const { contact, companies } = props
  return (
    <div className="pb-0.5">
      <bdi className="font-medium wrap-anywhere">
        {contact.name ?? t('common.unnamed', { id: contact.id })}
      </bdi>
      <p className="text-small wrap-anywhere text-muted">
        <bdi>{contactText(contact, companies, t)}</bdi>
      </p>
    </div>
  )
}

/** One value of several contacts: none of them is selected unless it is ticked. */
function Several(props: MatchingTableProps & { several: MatchedValue }): ReactNode {
  const { t } = useTranslation()
  const { several, companies, picked, onPick } = props
  return (
    <fieldset className="min-w-0">
      <legend className="text-small text-muted">
        <span>
          {[
            ...(several.insteadOf.length === 0
              ? []
              : [
                  t('list-import.insteadOf', {
                    values: several.insteadOf.map((each) => wantedText(each, t)).join(', '),
                  }),
                ]),
            t('list-import.chooseAmong'),
          ].join(' ')}
        </span>{' '}
        <bdi>{wantedText(several.wanted, t)}</bdi>
      </legend>
      {several.contacts.map((contact) => (
        <div key={contact.id}>
          <Checkbox
            label={t('list-import.contact', {
              name: contact.name ?? t('common.unnamed', { id: contact.id }),
              id: contact.id,
            })}
            checked={picked.has(contact.id)}
            onChange={(chosen) => onPick(contact.id, chosen)}
          />
          <p className="ps-7 text-small wrap-anywhere text-muted">
            <bdi>{contactText(contact, companies, t, false)}</bdi>
          </p>
        </div>
      ))}
      {several.atLeast && <p className="text-small text-muted">{t('list-import.atLeast')}</p>}
    </fieldset>
  )
}
