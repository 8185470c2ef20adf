/** In one file of the app: whoever was asked can also be told the result, whatever becomes of the app's files meanwhile. */
export { DeleteDialog } from './delete-dialog.tsx'
export { OfferUndo } from './undo/undo-offer.tsx'
export { VerdictNotices } from './verdict-notice.tsx'
