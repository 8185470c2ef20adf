import { useRef, type ReactNode } from 'react'
import { InstallScreen as Install } from '#features/install/install-screen.tsx'
import { useFitHeight } from '../frame-height.ts'

/** Install mode. */
export function InstallScreen(props: { isAdmin: boolean }): ReactNode {
  const content = useRef<HTMLDivElement>(null)
  useFitHeight(content)
  return (
    <div ref={content}>
      <Install isAdmin={props.isAdmin} />
    </div>
  )
}
