/**
 * How long the local portal itself takes for a page of contacts: `npx tsx e2e/bench/portal-list.ts [contacts]`.
 * Times are those of dispatch (request in, answer as text out), without socket and scripted latency,
 * in processor time, for a busy machine should not look like a slow portal.
 */
import { createPortal } from '../portal/portal.ts'
import { dispatch } from '../portal/rest/dispatch.ts'

const contacts = Number(process.argv[2] ?? 1_000_000)
const began = performance.now()
const portal = createPortal(
  { appUrl: 'http://127.0.0.1/index.html', contacts },
  () => 'http://portal.localhost',
)
console.log(
  `${contacts} contacts seeded in ${Math.round(performance.now() - began)} ms, ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
)
portal.settings.limits.bucketSize = Number.MAX_SAFE_INTEGER
const token = portal.auth.issue(1).AUTH_ID

function time(name: string, method: string, params: Record<string, unknown>): void {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage()
    const { status } = dispatch(portal, {
      httpMethod: 'POST',
      url: `/rest/${method}`,
      contentType: 'application/json',
      body: JSON.stringify({ ...params, auth: token }),
      address: 'bench',
      onUsedConnection: true,
    })
    if (status !== 200) throw new Error(`${name}: ${status}`)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  console.log(
    `${name.padEnd(48)} first ${times[0]?.toFixed(1).padStart(7)} ms   then ${times[2]?.toFixed(1).padStart(7)} ms`,
  )
}

const select = [
  'ID',
  'NAME',
  'LAST_NAME',
  'SECOND_NAME',
  'COMPANY_ID',
  'ASSIGNED_BY_ID',
  'DATE_CREATE',
  'DATE_MODIFY',
  'PHONE',
  'EMAIL',
]
const deep = Math.floor(contacts * 0.9)
time('warm-up', 'crm.contact.list', { select })
for (const key of ['ID', 'NAME', 'LAST_NAME', 'DATE_CREATE', 'DATE_MODIFY', 'COMPANY_ID', 'ASSIGNED_BY_ID'])
  for (const direction of ['ASC', 'DESC'])
    for (const start of [0, deep])
      time(`order ${key} ${direction}, start ${start}`, 'crm.contact.list', {
        select,
        start,
        order: { [key]: direction },
      })
time('order LAST_NAME, NAME, deep', 'crm.contact.list', {
  select,
  start: deep,
  order: { LAST_NAME: 'ASC', NAME: 'ASC' },
})
for (const filter of [
  { '%LAST_NAME': 'son' },
  { '%NAME': 'ан' },
  { '>=DATE_CREATE': '2024-01-01', '<DATE_CREATE': '2025-01-01' },
  { '>=DATE_MODIFY': '2026-01-01' },
  { ASSIGNED_BY_ID: 2 },
  { HAS_PHONE: 'N' },
  { HAS_EMAIL: 'N', '%LAST_NAME': 'o', ASSIGNED_BY_ID: [5, 6, 7] },
  { COMPANY_ID: '' },
  { PHONE: '+7 900 000-00-00' },
  { EMAIL: 'nobody@example.com' },
  { '>ID': deep },
])
  time(`filter ${JSON.stringify(filter)}`, 'crm.contact.list', {
    select,
    filter,
    order: { LAST_NAME: 'ASC' },
  })
time('start -1', 'crm.contact.list', { select, start: -1, filter: { '>ID': deep } })
time('crm.item.list OR over names', 'crm.item.list', {
  entityTypeId: 3,
  select: ['id', 'name', 'lastName'],
  filter: { categoryId: 0, 0: { logic: 'OR', 0: { '%name': 'an' }, 1: { '%lastName': 'an' } } },
})
time('findbycomm', 'crm.duplicate.findbycomm', {
  type: 'PHONE',
  entity_type: 'CONTACT',
  values: ['+7 900 000 00 00'],
})
time('deals of a contact', 'crm.item.list', { entityTypeId: 2, filter: { contactIds: [29] }, start: -1 })
time('activities of a contact', 'crm.activity.list', {
  filter: { BINDINGS: [{ OWNER_TYPE_ID: 3, OWNER_ID: 40 }] },
})
portal.store.updateContact(deep, { LAST_NAME: 'Changed' })
time('page after a write', 'crm.contact.list', {
  select,
  start: deep,
  filter: { '%LAST_NAME': 'an' },
  order: { LAST_NAME: 'ASC' },
})
