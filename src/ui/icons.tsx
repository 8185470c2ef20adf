import type { ReactNode } from 'react'

/** Line icons of 20 px, in the colour of the text around them. Screen readers skip them. */
const PATHS = {
  trash: 'M4 6h12M8 6V4h4v2M6 6l.6 10h6.8L14 6M8.5 9v4.5M11.5 9v4.5',
  refresh: 'M16 4v4h-4M4 16v-4h4M15.3 8A6 6 0 0 0 5 6.6M4.7 12A6 6 0 0 0 15 13.4',
  columns: 'M3.5 4.5h13v11h-13zM8 4.5v11M12.2 4.5v11',
  filter: 'M3 5h14l-5.5 6.2v4.3l-3-1.5v-2.8z',
  search: 'M13.2 13.2 17 17M14.5 9A5.5 5.5 0 1 1 3.5 9a5.5 5.5 0 0 1 11 0z',
  close: 'm5 5 10 10M15 5 5 15',
  person: 'M13.2 6.8a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0zM4 16.5c.6-3.2 3-4.7 6-4.7s5.4 1.5 6 4.7z',
  download: 'M10 3.5v8.5M6 8.5l4 4 4-4M4 16.5h12',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  info: 'M10 9v5M10 6.2v.1M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0z',
  warning: 'M10 8v3.6M10 14v.1M10 3 2.5 16.5h15z',
  problem: 'M10 6v5M10 13.8v.1M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0z',
  up: 'M10 16V5M5.5 9.3 10 4.8l4.5 4.5',
  down: 'M10 4v11M5.5 10.7l4.5 4.5 4.5-4.5',
  upDown: 'm6.5 8 3.5-3.5L13.5 8M6.5 12l3.5 3.5 3.5-3.5',
  list: 'M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.8 5.5h.1M3.8 10h.1M3.8 14.5h.1',
  chevron: 'm5.5 7.5 4.5 4.5 4.5-4.5',
  more: 'M5.2 10a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0zM10.7 10a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0zM16.2 10a.7.7 0 1 1-1.4 0 .7.7 0 0 1 1.4 0z',
  clock: 'M10 5.8V10l2.8 1.8M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0z',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  help: 'M7.6 7.6c.2-3 5-3 5 0 0 2-2.6 2-2.6 4M10 14.2v.1M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0z',
} as const

export type IconName = keyof typeof PATHS

export function Icon(props: { name: IconName; className?: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 20 20"
      width="1.25em"
      height="1.25em"
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${props.className ?? ''}`}
    >
      <path d={PATHS[props.name]} />
    </svg>
  )
}
