import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import type { Records } from '#core/records/records.ts'
import type { RunRecord } from '#core/records/record.ts'
import { AuditList } from './audit-list.tsx'
import { CertificatePage } from './certificate/certificate-page.tsx'
import { recordQueries } from './record-queries.ts'
import type { DoublesAccess } from './recorded-doubles.tsx'
import { RunDetails } from './run-details.tsx'
import type { Files } from '#core/files.ts'

type Shown =
  | { readonly kind: 'list' }
  | { readonly kind: 'details' | 'certificate'; readonly record: RunRecord }

const LIST: Shown = { kind: 'list' }

/** All recorded deletions and restores: everybody's for an administrator, for others their own. */
export function AuditScreen(props: {
  source: Records
  files: Pick<Files, 'save'>
  doubles: DoublesAccess
  /** The result of deleting a double. */
  outcome?: ReactNode
  onBack: () => void
}): ReactNode {
  const { source, files, onBack } = props
  const client = useQueryClient()
  const [shown, setShown] = useState(LIST)
  // Read once while this screen is open; by the next time something may have been erased or restored.
  useEffect(() => () => client.removeQueries(recordQueries.all()), [client])
  // Going back to the list returns the focus to its row.
  const [last, setLast] = useState<string | null>(null)
  switch (shown.kind) {
    case 'list':
      return (
        <AuditList
          source={source}
          files={files}
          last={last}
          onBack={onBack}
          onDetails={(record) => {
            setLast(record.id)
            setShown({ kind: 'details', record })
          }}
        />
      )
    case 'details':
      return (
        <RunDetails
          source={source}
          record={shown.record}
          doubles={props.doubles}
          outcome={props.outcome}
          onBack={() => setShown(LIST)}
          onCertificate={() => setShown({ kind: 'certificate', record: shown.record })}
        />
      )
    case 'certificate':
      return (
        <CertificatePage
          source={source}
          files={files}
          record={shown.record}
          onRecord={(record) => setShown({ kind: 'certificate', record })}
          onBack={() => setShown({ kind: 'details', record: shown.record })}
        />
      )
  }
}
