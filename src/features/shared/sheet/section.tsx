import { useId, type ReactNode } from 'react'

/** A part of a sheet under its heading. */
export function Section(props: { title: string; children: ReactNode }): ReactNode {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1.5 print:gap-0.5">
      <h2 id={id} className="text-lead font-semibold print:text-[10pt]">
        {props.title}
      </h2>
      {props.children}
    </section>
  )
}
