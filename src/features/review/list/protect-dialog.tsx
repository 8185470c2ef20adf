import { useState, type ReactNode } from 'react'
import { useTranslation } from '#i18n/translation.tsx'
import { Button } from '#ui/button.tsx'
import { RadioGroup } from '#ui/fields/radio-group.tsx'
import { Dialog } from '#ui/overlays/dialog.tsx'
import type { ProtectedFor } from '../use-review.ts'

/** Asks for how long a contact is protected: for this run, unless the person says otherwise. */
export function ProtectDialog(props: {
  /** Of the contact, as shown. */
  name: string
  /** Whether this person sets rules for everybody, and not only their own. */
  isAdmin: boolean
  onClose: () => void
  onProtect: (scope: ProtectedFor) => void
}): ReactNode {
  const { t } = useTranslation()
  const { name, isAdmin, onClose, onProtect } = props
  const [scope, setScope] = useState<ProtectedFor>('run')
  return (
    <Dialog
      title={t('review.protectTitle', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('guards.cancel')}</Button>
          <Button data-autofocus variant="primary" onClick={() => onProtect(scope)}>
            {t('review.protectShort')}
          </Button>
        </>
      }
    >
      <p>{t('review.protectText')}</p>
      <RadioGroup
        label={t('review.protectScope')}
        value={scope}
        options={[
          { value: 'run', label: t('guards.scopeRun') },
          { value: 'always', label: t(isAdmin ? 'guards.scopeEverybody' : 'review.protectMine') },
        ]}
        onChange={setScope}
      />
    </Dialog>
  )
}
