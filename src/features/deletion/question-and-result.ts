/** Question and result are one file of the app, so the result can be shown even if the app's files are replaced meanwhile. */
export { DeleteDialog } from './delete-dialog.tsx'
export { OfferUndo } from './undo/undo-offer.tsx'
export { VerdictNotices } from './verdict-notice.tsx'
