import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import type { Sealer } from '@/kernel/handler'

/** Keys of one installation, from the function's environment. None has a default: a missing one stops the function. */
export interface Keys {
  /** Turns platform ids into pseudonymous person ids. Changing it makes everyone a stranger. */
  readonly person: string
  /** Signs door codes. Changing it invalidates every printed code. */
  readonly door: string
  /** Encrypts contacts. */
  readonly seal: string
}

const key = (name: string): string => {
  const value = process.env[name] ?? ''
  if (value.length < 16) throw new Error(`${name} is missing or shorter than 16 characters`)
  if (value.startsWith('demo-') && process.env.LOCAL_CLOUD !== '1')
    throw new Error(`${name} is a demo key; the real cloud needs keys of its own`)
  return value
}

export const keysFromEnvironment = (): Keys => ({
  person: key('WUQUAN_PERSON_KEY'),
  door: key('WUQUAN_DOOR_KEY'),
  seal: key('WUQUAN_SEAL_KEY'),
})

/** The pseudonymous id of a platform identity: stable, and not reversible without the key. 24 hex characters. */
export const personIdOf = (openid: string, personKey: string): string =>
  createHmac('sha256', personKey).update(openid).digest('hex').slice(0, 24)

/** A receipt's key: who asked and the client's id of the request. */
export const receiptKeyOf = (personId: string, clientId: string): string =>
  createHash('sha256').update(`${personId}:${clientId}`).digest('hex').slice(0, 32)

export const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

/** AES-256-GCM; the sealed form is `v1.<iv>.<tag>.<ciphertext>` in base64url, so that keys can be rotated later. */
export function createSealer(sealKey: string): Sealer {
  const secret = createHash('sha256').update(sealKey).digest()
  return {
    seal(plain) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', secret, iv)
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return ['v1', ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
    },
    open(sealed) {
      const [version, iv, tag, text] = sealed.split('.')
      if (version !== 'v1' || !iv || !tag || text === undefined) throw new Error('sealed field is malformed')
      const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(iv, 'base64url'))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
    },
  }
}
