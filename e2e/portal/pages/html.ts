/** A piece of HTML that is safe to emit: what was put into it has been escaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | number | Html | false | null | undefined | readonly Piece[]

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Every store value passes here before it is shown: names of contacts are other people's text. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

/** Template tag: literal parts are HTML, inserted parts are text (escaped) unless they are Html already. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return new Html(parts.reduce((whole, part, index) => whole + part + render(pieces[index]), ''))
}

/** Markup that was written by hand in this folder, e.g. an inline picture. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

/** Data for the browser inside the page; `<` is written as an escape, so no text can end the script element. */
export function jsonScript(attributes: Html, data: unknown): Html {
  const json = JSON.stringify(data).replace(/</g, '\\u003c')
  return new Html(`<script type="application/json" ${attributes.text}>${json}</script>`)
}

function render(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (piece instanceof Html) return piece.text
  if (typeof piece === 'string') return escapeHtml(piece)
  if (typeof piece === 'number') return String(piece)
  return piece.map(render).join('')
}
