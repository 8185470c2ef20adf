import { useState, type ReactNode } from 'react'
import type { OneMatch } from '#core/list/match-list.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'

/** Rows in the page at once, whatever the length of the list. */
const PAGE = 50

/** The found contacts, before they are added: name, ID and phone, and how each was found. */
export function FoundTable({ found }: { found: readonly OneMatch[] }): ReactNode {
  const { t, format } = useTranslation()
  const [first, setFirst] = useState(0)
  if (found.length === 0) return null
  const last = Math.min(first + PAGE, found.length)
  return (
    <div className="flex flex-col gap-2">
      <div className="overflow-x-auto rounded-card border border-line">
        <table className="w-full text-start" aria-label={t('list-import.foundTable')}>
          <thead className="bg-sunken text-small text-muted">
            <tr>
              <HeadCell>{t('list-import.rowTitle')}</HeadCell>
              <HeadCell>{t('list-import.nameTitle')}</HeadCell>
              <HeadCell>{t('list-import.idTitle')}</HeadCell>
              <HeadCell>{t('list-import.phoneTitle')}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {found.slice(first, last).map(({ row, wanted, contact: { id, name, phones } }) => (
              <tr key={id} className="border-t border-line-soft align-top">
                <td className="px-2 py-1 text-muted">{row}</td>
                <td className="px-2 py-1">
                  <bdi>{name ?? t('common.unnamed', { id })}</bdi>
                  {wanted.kind === 'email' && (
                    <span className="block text-small text-muted">
                      <bdi>{wanted.value}</bdi>
                    </span>
                  )}
                </td>
                <td className="px-2 py-1">{id}</td>
                <td className="px-2 py-1">
                  <bdi>{phones?.[0] ?? ''}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length > PAGE && (
        <div className="flex flex-wrap items-center gap-2">
          <span role="status" className="text-muted">
            {t('list-import.page', {
              first: format.number(first + 1),
              last: format.number(last),
              of: format.number(found.length),
            })}
          </span>
          <Button aria-disabled={first === 0 || undefined} onClick={() => setFirst(first - PAGE)}>
            {t('list-import.previous')}
          </Button>
          <Button aria-disabled={last === found.length || undefined} onClick={() => setFirst(last)}>
            {t('list-import.next')}
          </Button>
        </div>
      )}
    </div>
  )
}

function HeadCell({ children }: { children: ReactNode }): ReactNode {
  return (
    <th scope="col" className="px-2 py-1.5 text-start font-medium">
      {children}
    </th>
  )
}
