import * as v from 'valibot'
import type { Command, OpenedApp } from './command.ts'
import { postForJson } from './post.ts'

const Option = v.object({ name: v.string(), value: v.optional(v.unknown()) })
type Waiting = v.InferOutput<typeof Option> & { answer: (result?: unknown) => void }

const waiting = new WeakMap<OpenedApp, Waiting[]>()

/** Saves and echoes the parameters; everyone may. */
const setUser: Command = (layout, params, answer) => {
  const option = v.safeParse(Option, params)
  if (option.success) {
    void saveUserOptions(`options_${layout.params.appId}`, { [option.output.name]: option.output.value })
  }
  answer(params)
}

/**
 * Only an admin's is saved; anyone else gets neither an error nor an answer. Options sent in one go are saved in one
 * request, and each is answered with all of the app's options.
 */
const setApp: Command = (layout, params, answer) => {
  const option = v.safeParse(Option, params)
  if (!layout.params.isAdmin || !option.success) return
  const queue = waiting.get(layout) ?? []
  waiting.set(layout, [...queue, { ...option.output, answer }])
  if (queue.length === 0) setTimeout(() => void sendAppOptions(layout))
}

export const clientOptions = { setUser, setApp }

/** BX.userOptions.save. */
export async function saveUserOptions(name: string, values: Record<string, unknown>): Promise<void> {
  await postForJson('/bitrix/admin/user_options.php', { p: { c: 'app_options', n: name, v: values } })
}

async function sendAppOptions(layout: OpenedApp): Promise<void> {
  const queue = waiting.get(layout) ?? []
  waiting.delete(layout)
  const options = queue.map(({ name, value }) => ({ name, value }))
  const saved = await postForJson(layout.params.ajaxUrl, { action: 'set_option', options })
  for (const { answer } of queue) answer(saved)
}
