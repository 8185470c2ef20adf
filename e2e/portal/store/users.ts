import type { User } from '../contract.ts'

/** Ids of the users, for tests to name them. Colleagues follow from 5 on. */
export const USER = {
  admin: 1,
  manager: 2,
  reader: 3,
  blind: 4,
  firstColleague: 5,
  lastColleague: 24,
  extranet: 90,
} as const

const all = 'all'
const none = 'none'

const SPECIAL: readonly User[] = [
  user(
    USER.admin,
    'Ada',
    'Admin',
    'Administrator',
    { read: all, update: all, delete: all, import: true },
    { admin: true },
  ),
  user(USER.manager, 'Max', 'Manager', 'Sales manager', {
    read: all,
    update: 'own',
    delete: 'own',
    import: false,
  }),
  user(USER.reader, 'Rita', 'Reader', 'Auditor', { read: all, update: none, delete: none, import: false }),
  user(USER.blind, 'Bill', 'Blind', 'Warehouse', { read: none, update: none, delete: none, import: false }),
  user(
    USER.extranet,
    'Elena',
    'External',
    'Partner',
    { read: all, update: none, delete: none, import: false },
    { intranet: false },
  ),
]

const COLLEAGUES =
  'Olivia Bennett|Noah Fischer|Мария Орлова|Liam Novak|Sofía Ramírez|Дмитрий Белов|Emma Larsen|Yuki Tanaka|Ahmed Mansour|Chloé Martin|Иван Громов|Grace Kim|Tomasz Zieliński|Hannah Weber|Carlos Pereira|Анна Киселёва|Lucas Silva|Nora Dahl|Oscar Lindgren|Zara Khan'

/** Everybody who works in the portal; each portal has its own, for their rights can be changed. */
export function seedUsers(): Map<number, User> {
  const users = new Map(structuredClone(SPECIAL).map((one) => [one.ID, one]))
  COLLEAGUES.split('|').forEach((name, i) => {
    const [first = '', last = ''] = name.split(' ')
    const id = USER.firstColleague + i
    users.set(id, user(id, first, last, 'Sales', { read: all, update: 'own', delete: 'own', import: false }))
  })
  return users
}

function user(
  ID: number,
  NAME: string,
  LAST_NAME: string,
  WORK_POSITION: string,
  rights: User['rights'],
  kind: { admin?: boolean; intranet?: boolean } = {},
): User {
  const { admin = false, intranet = true } = kind
  return { ID, NAME, LAST_NAME, WORK_POSITION, EMAIL: `user${ID}@portal.example`, admin, intranet, rights }
}

/** A portal administrator may do everything whatever his role says. */
export function allowed(
  user: User | undefined,
  act: 'read' | 'update' | 'delete',
  assignedById: number,
): boolean {
  if (user === undefined) return false
  if (user.admin) return true
  const right = user.rights[act]
  return right === 'all' || (right === 'own' && assignedById === user.ID)
}
