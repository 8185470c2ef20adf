import * as v from 'valibot'
import { signalEntityDelete } from './entity-events.ts'
import { openModal, paragraph } from './modal.ts'
import { text } from './page-config.ts'
import { postForJson } from './post.ts'

const Refused = v.object({ error: v.string() })

/** The portal's own "Delete": one question, then the contact goes to the bin. */
export function deleteContact(id: string, onDeleted?: () => void): void {
  openModal({
    title: text('deleteQuestion'),
    content: [paragraph(text('deleteExplained'))],
    action: text('remove'),
    dangerous: true,
    onAction: () => {
      void sendDelete(id, onDeleted)
      return undefined
    },
  })
}

async function sendDelete(id: string, onDeleted: (() => void) | undefined): Promise<void> {
  const answer = await postForJson('/crm/contact/delete.ajax.php', { id })
  if (v.is(Refused, answer)) {
    alert(answer.error)
    return
  }
  signalEntityDelete({ ID: id })
  onDeleted?.()
}
