import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { fullName, type Contact } from '#core/contact/contact.ts'
import { failureOf } from '#core/failure.ts'
import type { Protection } from '#core/plan/protect/protect-list.ts'
import { usePorts } from '#features/ports.tsx'
import { DiscardUnread } from '#features/shared/discard-unread.tsx'
import { NotListed } from '#features/shared/protect/not-listed.tsx'
import { protectQuery } from '#features/shared/protect/protect-query.ts'
import { useChangeProtections } from '#features/shared/protect/use-change-protections.ts'
import { Retry } from '#features/shared/retry.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { ScreenHeader } from '#ui/screen-header.tsx'
import { SearchField } from '#ui/fields/search-field.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { protectingUsers, shownContacts } from './protected-names.ts'
import { keyOf, ProtectedTable } from './protected-table.tsx'

/** Rows shown at first, and added each time. */
const ROWS = 50

/** All protected contacts: who protected whom, why and until when; and the way to lift that. */
export function ProtectedScreen({ onBack }: { onBack: () => void }): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const list = useQuery({ ...protectQuery(ports.protections), staleTime: 0 })
  const { data: work } = useQuery(workQuery(ports))
  const { lift, discardUnread } = useChangeProtections()
  const [search, setSearch] = useState('')
  const [most, setMost] = useState(ROWS)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [lifting, setLifting] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  const all = list.data?.entries ?? []
  const searching = search.trim() !== ''
  // The list holds no names.
  const named = useQuery(shownContacts(ports.contacts, searching ? all.map(({ id }) => id) : []))
  const matching = all
    .filter((entry) => fits(entry, named.data?.get(entry.id), search))
    .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0) || a.id - b.id)
  const shown = matching.slice(0, most)
  const { data: contacts = named.data } = useQuery(
    shownContacts(ports.contacts, searching ? [] : shown.map(({ id }) => id)),
  )
  const { data: users } = useQuery(
    protectingUsers(ports.contacts, [...new Set(shown.flatMap(({ by }) => by ?? []))]),
  )
  const failed = [list, named].find(({ error, isFetching }) => error !== null && !isFetching)
  const mayLift = ({ scope }: Protection): boolean => scope === 'me' || work?.facts.isAdmin === true
  // What a search hides is not lifted.
  const chosen = shown.filter((entry) => ticked.has(keyOf(entry)) && mayLift(entry))

  /** What cannot be read is everybody's to lose only for an administrator. */
  const discarded = (list.data?.unread ?? []).filter(
    ({ scope }) => scope === 'me' || work?.facts.isAdmin === true,
  )

  function change(changing: () => Promise<void>): void {
    if (lifting) return
    setLifting(true)
    setProblem(null)
    changing()
      .then(() => {
        // The pressed button is gone.
        heading.current?.focus()
        setTicked(new Set())
      })
      .catch(setProblem)
      .finally(() => setLifting(false))
  }

  const liftThese = (entries: readonly Protection[]): void => change(() => lift(entries))

  return (
    <main className="flex h-sight min-h-80 min-w-0 flex-col gap-3 overflow-y-auto p-3 sm:p-4">
      <ScreenHeader
        title={t('guards.listTitle')}
        heading={heading}
        back={t('deleted.back')}
        onBack={onBack}
      />
      <p className="text-muted">{t('guards.listLead', { rule: t('guards.ruleProtectList') })}</p>
      {list.data?.damaged === true && (
        <Notice
          tone="warning"
          title={t('guards.listDamaged')}
          actions={
            work !== undefined &&
            discarded.length > 0 && (
              <DiscardUnread
                title={t('guards.discardUnread')}
                lost={t('guards.discardLost')}
                unread={discarded}
                fileName="protect-list.json"
                files={work.files}
                busy={lifting}
                onDiscard={(seen) => change(() => discardUnread(seen))}
              />
            )
          }
        >
          {list.data.unread.length > 0 && t('guards.listUnread', { rule: t('guards.ruleProtectList') })}
        </Notice>
      )}
      {problem !== null && <NotListed error={problem} />}
      {failed !== undefined && (
        <Notice
          tone="problem"
          title={describeThrown(failed.error, t, format).title}
          actions={<Retry failure={failureOf(failed.error)} onRetry={() => void failed.refetch()} />}
        >
          {describeThrown(failed.error, t, format).advice}
        </Notice>
      )}
      {list.isPending && list.isFetching && (
        <p role="status" className="flex items-center gap-2 text-muted">
          <Spinner />
          <span>{t('app.loading')}</span>
        </p>
      )}
      {list.data !== undefined && (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <SearchField
              label={t('guards.listSearch')}
              placeholder={t('guards.listSearch')}
              value={search}
              onChange={setSearch}
              className="grow sm:max-w-md"
            />
            {chosen.length > 0 && (
              <Button aria-disabled={lifting} onClick={() => liftThese(chosen)}>
                {t('guards.liftMany', { count: chosen.length })}
              </Button>
            )}
          </div>
          <div role="status">
            {matching.length === 0 &&
              named.error === null &&
              // The part that cannot be read may protect some.
              (all.length > 0 || !list.data.damaged) &&
              t(
                all.length === 0
                  ? 'guards.listNone'
                  : named.isFetching
                    ? 'app.loading'
                    : 'guards.listNoMatch',
              )}
          </div>
          {shown.length > 0 && (
            <ProtectedTable
              {...{ shown, contacts, users, ticked, mayLift }}
              busy={lifting}
              onTicked={setTicked}
              onLift={(entry) => liftThese([entry])}
            />
          )}
          {matching.length > most && (
            <div>
              <Button onClick={() => setMost(most + ROWS)}>{t('guards.listMore')}</Button>
            </div>
          )}
        </>
      )}
    </main>
  )
}

function fits({ id, reason }: Protection, contact: Contact | undefined, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase()
  const texts = [reason, (contact && fullName(contact)) ?? '']
  return (
    wanted === '' || String(id) === wanted || texts.some((text) => text.toLocaleLowerCase().includes(wanted))
  )
}
