/**
 * Which rows to draw for a scroll position, and where. Browsers cap an element's height (Chromium at about 33 million
 * px, Firefox at about 17), and a million rows are higher than that; above LONGEST_CANVAS the scroll position is
 * therefore scaled: the scroll bar moves over a canvas that is shorter than the content it stands for.
 *
 * "Scroll" positions are the element's `scrollTop`; "content" positions are what they would be without the cap.
 * All lengths in CSS px.
 */
export interface Canvas {
  readonly rowCount: number
  readonly rowHeight: number
  /** The height of the visible part of the rows. */
  readonly viewport: number
}

/** Below every browser's limit, with room for the header. */
export const LONGEST_CANVAS = 16_000_000

export function contentHeight(canvas: Canvas): number {
  return canvas.rowCount * canvas.rowHeight
}

/** The height that the rows take in the page. */
export function canvasHeight(canvas: Canvas): number {
  return Math.min(contentHeight(canvas), LONGEST_CANVAS)
}

/** The content position for a scroll position. Monotone; maps both ends to the ends of the content. */
export function toContent(canvas: Canvas, scrollTop: number): number {
  const scrollable = Math.max(0, canvasHeight(canvas) - canvas.viewport)
  const hidden = Math.max(0, contentHeight(canvas) - canvas.viewport)
  const reached = clamp(scrollTop, 0, scrollable)
  return hidden === scrollable ? reached : clamp((reached / scrollable) * hidden, 0, hidden)
}

/** The scroll position that shows a content position at the top. */
export function toScroll(canvas: Canvas, content: number): number {
  const scrollable = Math.max(0, canvasHeight(canvas) - canvas.viewport)
  const hidden = Math.max(0, contentHeight(canvas) - canvas.viewport)
  const reached = clamp(content, 0, hidden)
  return hidden === scrollable ? reached : clamp((reached / hidden) * scrollable, 0, scrollable)
}

/** Whether a scrolled px stands for more than a px of rows. */
export function isScaled(canvas: Canvas): boolean {
  return contentHeight(canvas) > LONGEST_CANVAS
}

export interface RowWindow {
  /** The rows to draw: `first` to `end`, `end` not included. */
  readonly first: number
  readonly end: number
  /** The ones among them that are visible. */
  readonly firstSeen: number
  readonly endSeen: number
  /** Where on the canvas `first` begins. Negative only close to the top of a scaled canvas. */
  readonly top: number
}

/** The visible rows at a scroll position, with `overscan` rows above and below them. */
export function rowWindow(canvas: Canvas, scrollTop: number, overscan: number): RowWindow {
  const { rowCount, rowHeight, viewport } = canvas
  const content = toContent(canvas, scrollTop)
  const scroll = clamp(scrollTop, 0, Math.max(0, canvasHeight(canvas) - viewport))
  const firstSeen = clamp(Math.floor(content / rowHeight), 0, rowCount)
  const endSeen = clamp(Math.ceil((content + viewport) / rowHeight), firstSeen, rowCount)
  const first = Math.max(0, firstSeen - overscan)
  const end = Math.min(rowCount, endSeen + overscan)
  return { first, end, firstSeen, endSeen, top: scroll - content + first * rowHeight }
}

/** A row that must stay in the page although it is not visible, because the focus is in it. */
export interface KeptRow {
  readonly index: number
  readonly place: 'before' | 'after'
}

export interface RowLayout {
  /** Px by which the whole body is moved; never above 0, so it only moves up. */
  readonly shift: number
  /** Empty px: above everything, between a row kept before and the window, between the window and one kept after. */
  readonly above: number
  readonly betweenBefore: number
  readonly betweenAfter: number
  readonly kept: KeptRow | null
}

/** Places the window on the canvas, and the focused row where that is outside it. `kept` null: no such row. */
export function layOut(canvas: Canvas, window: RowWindow, keptIndex: number | null): RowLayout {
  const { rowHeight } = canvas
  const kept = keptRow(canvas, window, keptIndex)
  if (kept?.place === 'before') {
    const room = window.top - rowHeight
    const wanted = window.top - (window.first - kept.index) * rowHeight
    const above = clamp(wanted, 0, Math.max(0, room))
    return {
      shift: Math.min(0, room),
      above,
      betweenBefore: Math.max(0, room - above),
      betweenAfter: 0,
      kept,
    }
  }
  const bottom = window.top + (window.end - window.first) * rowHeight
  const betweenAfter =
    kept === null
      ? 0
      : Math.max(
          0,
          Math.min((kept.index - window.end) * rowHeight, canvasHeight(canvas) - rowHeight - bottom),
        )
  return {
    shift: Math.min(0, window.top),
    above: Math.max(0, window.top),
    betweenBefore: 0,
    betweenAfter,
    kept,
  }
}

function keptRow(canvas: Canvas, window: RowWindow, index: number | null): KeptRow | null {
  if (index === null || index < 0 || index >= canvas.rowCount) return null
  if (index >= window.first && index < window.end) return null
  return { index, place: index < window.first ? 'before' : 'after' }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
