import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { Dialog } from './dialog.tsx'

interface QuestionProps {
  title: string
  children: ReactNode
  /** The button that leaves everything as it is; it has the focus. */
  keep: string
  onKeep: () => void
  /** The button that does what cannot be taken back. */
  act: string
  onAct: () => void
  icon?: 'trash'
  /** What is being done, on the second button, and too late to be kept; undefined: nothing yet. */
  atWork?: string | undefined
  /** False: something must be known or answered first. */
  mayAct?: boolean
  /** Something is still being read. */
  busy?: boolean
}

/** Asks before something that cannot be taken back. */
export function Question(props: QuestionProps): ReactNode {
  const { title, children, keep, onKeep, act, onAct, icon, atWork } = props
  const { mayAct = true, busy = false } = props
  return (
    <Dialog
      role="alertdialog"
      title={title}
      onClose={onKeep}
      busy={busy || atWork !== undefined}
      actions={
        <>
          <Button data-autofocus aria-disabled={atWork !== undefined} onClick={onKeep}>
            {keep}
          </Button>
          <Button
            variant="danger"
            {...(icon === undefined ? {} : { icon })}
            aria-disabled={!mayAct}
            busy={atWork}
            onClick={(event) => {
              // The second half of the double click that opened the question is not an answer.
              if (event.detail <= 1) onAct()
            }}
          >
            {act}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
