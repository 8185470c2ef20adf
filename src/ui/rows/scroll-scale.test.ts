import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canvasHeight,
  contentHeight,
  isScaled,
  layOut,
  LONGEST_CANVAS,
  rowWindow,
  toContent,
  toScroll,
  type Canvas,
} from './scroll-scale.ts'

const canvases = fc.record<Canvas>({
  rowCount: fc.integer({ min: 0, max: 3_000_000 }),
  rowHeight: fc.integer({ min: 24, max: 120 }),
  viewport: fc.integer({ min: 1, max: 2_000 }),
})
const anywhere = fc.double({ min: 0, max: 1, noNaN: true })
const million: Canvas = { rowCount: 1_000_000, rowHeight: 44, viewport: 600 }
const few: Canvas = { rowCount: 500, rowHeight: 44, viewport: 600 }

function furthest(canvas: Canvas): number {
  return Math.max(0, canvasHeight(canvas) - canvas.viewport)
}

describe('the scroll scale', () => {
  it('leaves a list alone that is short enough', () => {
    expect(isScaled(few)).toBe(false)
    expect(toContent(few, 1_234)).toBe(1_234)
    expect(toScroll(few, 1_234)).toBe(1_234)
  })

  it('never makes the page higher than browsers allow', () => {
    expect(isScaled(million)).toBe(true)
    fc.assert(fc.property(canvases, (canvas) => canvasHeight(canvas) <= LONGEST_CANVAS))
  })

  it('reaches the first row and the last', () => {
    fc.assert(
      fc.property(canvases, (canvas) => {
        fc.pre(canvas.rowCount > 0)
        expect(rowWindow(canvas, 0, 0).firstSeen).toBe(0)
        expect(rowWindow(canvas, furthest(canvas), 0).endSeen).toBe(canvas.rowCount)
      }),
    )
  })

  it('is monotone: further down is never further up', () => {
    fc.assert(
      fc.property(canvases, anywhere, anywhere, (canvas, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const end = furthest(canvas)
        expect(toContent(canvas, low * end)).toBeLessThanOrEqual(toContent(canvas, high * end))
      }),
    )
  })

  it('can bring every row to the top or to the end of the list', () => {
    fc.assert(
      fc.property(canvases, anywhere, (canvas, share) => {
        fc.pre(canvas.rowCount > 0)
        const row = Math.min(canvas.rowCount - 1, Math.floor(share * canvas.rowCount))
        const window = rowWindow(canvas, toScroll(canvas, row * canvas.rowHeight), 0)
        // A hair of floating point may show the row before as well.
        expect(window.firstSeen).toBeLessThanOrEqual(row)
        expect(window.endSeen).toBeGreaterThan(row)
      }),
    )
  })

  it('stays inside when the browser reports an overscroll', () => {
    expect(toContent(few, -80)).toBe(0)
    expect(toContent(few, 1e9)).toBe(contentHeight(few) - few.viewport)
  })
})

describe('the window of rows', () => {
  it('covers what is in sight, and no more rows than a person could see', () => {
    fc.assert(
      fc.property(canvases, anywhere, (canvas, share) => {
        const scrollTop = share * furthest(canvas)
        const window = rowWindow(canvas, scrollTop, 5)
        const scroll = Math.min(scrollTop, furthest(canvas))
        const bottom = window.top + (window.end - window.first) * canvas.rowHeight
        expect(window.top).toBeLessThanOrEqual(scroll + 0.01)
        expect(bottom).toBeGreaterThanOrEqual(Math.min(scroll + canvas.viewport, canvasHeight(canvas)) - 0.01)
        expect(window.end - window.first).toBeLessThanOrEqual(canvas.viewport / canvas.rowHeight + 12)
      }),
    )
  })

  it('begins where it would without scaling, in a short list', () => {
    const window = rowWindow(few, 4_400, 5)
    expect(window).toEqual({ first: 95, end: 119, firstSeen: 100, endSeen: 114, top: 95 * 44 })
  })

  it('is empty for an empty list', () => {
    const window = rowWindow({ ...few, rowCount: 0 }, 0, 5)
    expect([window.first, window.end]).toEqual([0, 0])
  })
})

describe('the layout', () => {
  it('draws the window where it belongs, whatever row is kept', () => {
    fc.assert(
      fc.property(canvases, anywhere, anywhere, (canvas, share, keptShare) => {
        fc.pre(canvas.rowCount > 0)
        const window = rowWindow(canvas, share * furthest(canvas), 5)
        const kept = Math.min(canvas.rowCount - 1, Math.floor(keptShare * canvas.rowCount))
        const layout = layOut(canvas, window, kept)
        const keptHeight = layout.kept?.place === 'before' ? canvas.rowHeight : 0
        const top = layout.shift + layout.above + keptHeight + layout.betweenBefore
        expect(top).toBeCloseTo(window.top, 3)
        expect(layout.shift).toBeLessThanOrEqual(0)
        expect(Math.min(layout.above, layout.betweenBefore, layout.betweenAfter)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('keeps a row only where the window does not have it', () => {
    const window = rowWindow(few, 4_400, 5)
    expect(layOut(few, window, 100).kept).toBeNull()
    expect(layOut(few, window, null).kept).toBeNull()
    expect(layOut(few, window, 3).kept).toEqual({ index: 3, place: 'before' })
    expect(layOut(few, window, 400).kept).toEqual({ index: 400, place: 'after' })
    expect(layOut(few, window, 500).kept).toBeNull()
  })

  it('puts kept rows at their own place in a short list', () => {
    const window = rowWindow(few, 4_400, 5)
    expect(layOut(few, window, 3)).toMatchObject({ above: 3 * 44, betweenBefore: 91 * 44 })
    expect(layOut(few, window, 400)).toMatchObject({ above: 95 * 44, betweenAfter: (400 - 119) * 44 })
  })
})
