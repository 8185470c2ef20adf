import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { NamedCode } from '#core/filter/filters.ts'
import { usePorts } from '#features/ports.tsx'
import { codeQueries } from '#features/shared/code-queries.ts'
import { workQuery } from '#features/shared/work-query.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'
import { Checkbox } from '#ui/fields/fields.tsx'

interface CodeFieldProps {
  label: string
  of: 'sources' | 'types'
  chosen: readonly NamedCode[]
  onChange: (chosen: readonly NamedCode[]) => void
}

/** Some of the portal's own values, by their names and in their order there. */
export function CodeField({ label, of, chosen, onChange }: CodeFieldProps): ReactNode {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const work = useQuery(workQuery(ports))
  const names = useQuery(codeQueries.names(work.data?.codes ?? null))
  const problem = work.error ?? names.error
  const known = names.data === undefined ? [] : [...names.data[of]].map(([code, name]) => ({ code, name }))
  // What a saved filter names and the portal no longer has can still be taken away.
  const gone = chosen.filter(({ code }) => !known.some((one) => one.code === code))
  const all = [...known, ...gone]
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="pb-1 text-small text-muted">{label}</legend>
      {problem !== null && (
        <p className="text-small text-danger-text">
          {t('filters.failed', { why: describeThrown(problem, t, format).title })}
        </p>
      )}
      {all.length === 0 && problem === null && (
        <p className="text-small text-muted">
          {t(names.data === undefined ? 'filters.working' : 'filters.noCodes')}
        </p>
      )}
      <div className="max-h-28 overflow-y-auto">
        {all.map((one) => (
          <Checkbox
            key={one.code}
            label={one.name}
            checked={chosen.some(({ code }) => code === one.code)}
            onChange={(ticked) =>
              onChange(ticked ? [...chosen, one] : chosen.filter(({ code }) => code !== one.code))
            }
          />
        ))}
      </div>
    </fieldset>
  )
}
