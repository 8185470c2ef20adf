import * as v from 'valibot'
import { readMessage, writeReply } from './framing.ts'
import type { HostParams, OpeningForm } from './host-params.ts'
import type { Command, OpenedApp } from './command.ts'
import { interfaceFor } from './interface.ts'
import { readJson } from './page-config.ts'

type LayoutData = HostParams & { form: OpeningForm | null }

const LayoutData = v.object({
  firstRun: v.boolean(),
  appOrigin: v.string(),
  authId: v.string(),
  authExpires: v.string(),
  refreshId: v.string(),
  placement: v.string(),
  placementId: v.number(),
  popup: v.boolean(),
  ajaxUrl: v.string(),
  isAdmin: v.boolean(),
  staticHtml: v.boolean(),
  action: v.string(),
  id: v.number(),
  appId: v.string(),
  appV: v.string(),
  appI: v.boolean(),
  appSid: v.string(),
  memberId: v.string(),
  restPath: v.string(),
  proto: v.number(),
  lang: v.string(),
  older: v.boolean(),
  userOptions: v.unknown(),
  appOptions: v.unknown(),
  placementOptions: v.unknown(),
  form: v.nullable(
    v.object({ target: v.string(), action: v.string(), fields: v.array(v.tuple([v.string(), v.string()])) }),
  ),
}) satisfies v.GenericSchema<unknown, LayoutData>

/** One opened app: its frame, its parameters, and the commands that it may send (BX.rest.AppLayout). */
export class AppLayout implements OpenedApp {
  readonly params: HostParams
  /** Commands that get no answer, though the interface has them. */
  readonly denied: readonly string[]
  readonly commands: ReadonlyMap<string, Command>
  private started = false

  constructor(params: HostParams) {
    this.params = params
    this.denied = deniedCommands(params)
    this.commands = interfaceFor(params.placement)
    window.addEventListener('message', (event) => this.receive(event))
  }

  /** The DIV that resizeWindow sizes. */
  get element(): HTMLElement | null {
    return document.getElementById(`appframe_layout_${this.params.appSid}`)
  }

  get frame(): HTMLIFrameElement | null {
    const element = document.getElementById(`appframe_${this.params.appSid}`)
    return element instanceof HTMLIFrameElement ? element : null
  }

  /** Opens the app: a POST navigation of the named frame, or GET for a static app (1.1). */
  start(form: OpeningForm | null): void {
    if (this.started) return
    this.started = true
    const { frame } = this
    const loader = document.getElementById(`appframe_loading_${this.params.appSid}`)
    frame?.addEventListener('load', () => {
      frame.classList.remove('app-loading')
      loader?.remove()
    })
    if (this.params.staticHtml) {
      if (frame) frame.src = this.params.action
      return
    }
    const opening = form
      ? appendForm(this.params.appSid, form)
      : document.forms.namedItem(`appform_${this.params.appSid}`)
    opening?.submit()
  }

  /** Answers only to the frame's own origin: another page that has taken its place hears nothing. */
  reply(key: string, result: unknown): void {
    this.frame?.contentWindow?.postMessage(writeReply(key, result), this.params.appOrigin)
  }

  /** Wrong origin, wrong sid, unknown or denied command: silence, never an error (2.3). */
  private receive(event: MessageEvent<unknown>): void {
    if (event.origin !== this.params.appOrigin) return
    const message = readMessage(event.data)
    if (message?.appSid !== this.params.appSid) return
    const command = this.commands.get(message.method)
    if (!command || this.denied.includes(message.method)) return
    const answer =
      message.callback === '' ? () => undefined : (result?: unknown) => this.reply(message.callback, result)
    command(this, message.params, answer)
  }
}

/** Newest portals (rest ≥ 25.800) deny only setTitle in placements; sliders deny resizeWindow (2.5). */
function deniedCommands({ placement, older, popup }: HostParams): string[] {
  const inPlacement = older ? ['setTitle', 'setScroll', 'reloadWindow'] : ['setTitle']
  return [...(placement === 'DEFAULT' ? [] : inPlacement), ...(popup ? ['resizeWindow'] : [])]
}

/** Starts every app layout that has just come into the document under `root`, each once. */
export function startLayouts(root: ParentNode): void {
  for (const element of root.querySelectorAll('script[data-app-layout]')) {
    const { form, ...params } = v.parse(LayoutData, readJson(element))
    element.remove()
    new AppLayout(params).start(form)
  }
}

/** For a placement the form is made in a hidden DIV at the end of the body. */
function appendForm(sid: string, opening: OpeningForm): HTMLFormElement {
  const form = document.createElement('form')
  form.name = `appform_${sid}`
  form.method = 'POST'
  form.target = opening.target
  form.action = opening.action
  for (const [name, value] of opening.fields) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  const hidden = document.createElement('div')
  hidden.style.display = 'none'
  hidden.append(form)
  document.body.append(hidden)
  return form
}
