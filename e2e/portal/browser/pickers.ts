import * as v from 'valibot'
import type { Command } from './command.ts'
import { openModal } from './modal.ts'
import { text } from './page-config.ts'
import { postForJson } from './post.ts'

const SELECTOR = '/bitrix/tools/rest_control.ajax.php'

const People = v.array(v.looseObject({ id: v.number(), name: v.string(), position: v.string() }))
const Items = v.array(v.looseObject({ id: v.string(), type: v.string(), title: v.string() }))
const UserParams = v.object({ mult: v.unknown() })
const AccessParams = v.object({ value: v.optional(v.array(v.string())) })
const CrmParams = v.object({
  entityType: v.optional(v.array(v.string())),
  multiple: v.optional(v.unknown()),
  value: v.optional(v.record(v.string(), v.union([v.array(v.unknown()), v.record(v.string(), v.unknown())]))),
})

interface Choice<Value> {
  label: string
  checked: boolean
  value: Value
}

/** One user object, or an array with `mult`. Cancelled: no reply (2.5). */
export const selectUser: Command = (_layout, params, answer) => {
  const many = v.is(UserParams, params) && Boolean(Number(params.mult))
  void postForJson(SELECTOR, { control: 'user_selector' }).then((data) => {
    const people = v.parse(People, data)
    const choices = people.map((person) => ({
      label: `${person.name} · ${person.position}`,
      checked: false,
      value: person,
    }))
    pick(text(many ? 'selectUsers' : 'selectUser'), choices, many, (chosen) =>
      answer(many ? chosen : chosen[0]),
    )
  })
}

/** Access codes: `AU` everyone, `U1` a person. */
export const selectAccess: Command = (_layout, params, answer) => {
  const selected = v.is(AccessParams, params) ? (params.value ?? []) : []
  void postForJson(SELECTOR, { control: 'user_selector' }).then((data) => {
    const everyone = { id: 'AU', name: text('everyone'), provider: '' }
    const rights = [
      everyone,
      ...v.parse(People, data).map(({ id, name }) => ({ id: `U${id}`, name, provider: '' })),
    ]
    const choices = rights.map((right) => ({
      label: right.name,
      checked: selected.includes(right.id),
      value: right,
    }))
    pick(text('selectAccess'), choices, true, answer)
  })
}

/** Maps keyed by index, one for each entity type: `{contact: {0: {id: 'C_5', …}}}`. */
export const selectCrm: Command = (_layout, params, answer) => {
  const wanted = v.is(CrmParams, params) ? params : {}
  const selected = Object.values(wanted.value?.contact ?? {}).map((id) => `C_${String(id)}`)
  void postForJson(SELECTOR, { control: 'crm_selector', entityType: wanted.entityType ?? [] }).then(
    (data) => {
      const choices = v.parse(Items, data).map((item) => ({
        label: item.title,
        checked: selected.includes(item.id),
        value: item,
      }))
      pick(text('selectCrm'), choices, Boolean(wanted.multiple), (chosen) => {
        const types = [...new Set(chosen.map((item) => item.type))]
        answer(
          Object.fromEntries(
            types.map(
              (type) =>
                [
                  type,
                  Object.assign(
                    {},
                    chosen.filter((item) => item.type === type),
                  ) as object,
                ] as const,
            ),
          ),
        )
      })
    },
  )
}

function pick<Value>(
  title: string,
  choices: readonly Choice<Value>[],
  many: boolean,
  done: (chosen: Value[]) => void,
): void {
  const list = document.createElement('div')
  list.className = 'picker-list'
  const inputs = choices.map((choice) => {
    const input = document.createElement('input')
    input.type = many ? 'checkbox' : 'radio'
    input.name = 'choice'
    input.checked = choice.checked
    const label = document.createElement('label')
    label.append(input, choice.label)
    list.append(label)
    return { input, choice }
  })
  openModal({
    title,
    content: [list],
    action: text('select'),
    onAction: () => {
      const chosen = inputs.filter(({ input }) => input.checked).map(({ choice }) => choice.value)
      // The real selector does not close without a choice.
      if (chosen.length === 0) return false
      done(chosen)
      return undefined
    },
  })
  inputs[0]?.input.focus()
}
