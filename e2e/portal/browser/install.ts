import * as v from 'valibot'
import { saveUserOptions } from './client-options.ts'
import type { Command } from './command.ts'
import { postForJson } from './post.ts'

/** The event of the top window by which a slider that shows the app learns that it was installed. */
export const INSTALL_EVENT = 'Rest:AppLayout:ApplicationInstall'

/** What listeners may change: a slider that reopens itself takes the reload away. */
export interface InstallResult {
  redirect: boolean
}

const Started = v.object({ install: v.unknown() })
const Finished = v.object({ value: v.optional(v.unknown()) })
const Saved = v.object({ result: v.unknown() })

/** FIRST_RUN is over for this user and version; the SDK waits for the echo. */
const started: Command = (layout, params, answer) => {
  const isInstalled = v.is(Started, params) && Boolean(params.install)
  const { appId, appV } = layout.params
  void saveUserOptions(`params_${appId}_${appV}`, { install: isInstalled ? 1 : 0 })
  answer(params)
}

/** No reply: the page that holds the frame goes away (2.5). */
const finished: Command = (layout, params) => {
  const isTakenBack = v.is(Finished, params) && params.value === false
  const flag = isTakenBack ? 'N' : 'Y'
  void postForJson(layout.params.ajaxUrl, { action: 'set_installed', v: flag }).then((data) => {
    const result: InstallResult = { redirect: true }
    window.top?.dispatchEvent(new CustomEvent(INSTALL_EVENT, { detail: result }))
    if (!result.redirect) return
    const isSaved = v.is(Saved, data) && Boolean(data.result)
    const address = new URL(location.href)
    address.searchParams.set('install_finished', isSaved ? 'Y' : 'N')
    location.href = address.href
  })
}

export const install = { started, finished }
