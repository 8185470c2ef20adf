import type { ReactNode } from 'react'

export function BulletList({ lines }: { lines: readonly string[] }): ReactNode {
  return (
    <ul className="flex list-disc flex-col gap-1 ps-5 marker:text-faint">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
