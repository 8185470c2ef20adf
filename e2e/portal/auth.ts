import { randomBytes } from 'node:crypto'
import type { Auth } from './contract.ts'

interface Token {
  userId: number
  expiresAt: number
}

/** Access tokens of the one app in this portal, and inbound webhooks. Tokens live in memory only. */
export function createAuth(now: () => number, endpoint: string, status: () => string): Auth {
  const tokens = new Map<string, Token>()
  const webhooks = new Map<string, number>()
  const auth: Auth = {
    memberId: 'a223c6b3710f85df22e9377d6c4f7553',
    lifetimeSeconds: 3600,
    refuseRefresh: false,
    issue(userId) {
      const token = randomBytes(35).toString('hex')
      tokens.set(token, { userId, expiresAt: now() + auth.lifetimeSeconds * 1000 })
      return {
        AUTH_ID: token,
        AUTH_EXPIRES: String(auth.lifetimeSeconds),
        REFRESH_ID: randomBytes(35).toString('hex'),
        SERVER_ENDPOINT: endpoint,
        member_id: auth.memberId,
        status: status(),
      }
    },
    check(token) {
      if (token === '') return { error: 'NO_AUTH_FOUND' }
      const known = tokens.get(token)
      if (known === undefined) return { error: 'invalid_token' }
      if (known.expiresAt <= now()) return { error: 'expired_token' }
      return { userId: known.userId }
    },
    expireAll() {
      for (const token of tokens.values()) token.expiresAt = 0
    },
    issueWebhook(userId) {
      const secret = randomBytes(8).toString('hex')
      webhooks.set(`${userId}/${secret}`, userId)
      return secret
    },
    checkWebhook(userId, secret) {
      return webhooks.has(`${userId}/${secret}`)
    },
  }
  return auth
}
