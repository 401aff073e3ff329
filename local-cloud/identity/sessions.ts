import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  timingSafeEqual,
  verify,
} from 'node:crypto'
import { CloudError } from '../errors'
import type { Identity } from './personas'

/** What a function needs to sign tickets with the SDK's `auth().createTicket`; the vendor calls this file a custom login key. */
export interface TicketCredentials {
  private_key_id: string
  private_key: string
  env_id: string
}

/** What the vendor's web SDK keeps after signing in. */
export interface SessionTokens {
  token_type: 'Bearer'
  access_token: string
  refresh_token: string
  /** Seconds. */
  expires_in: number
  sub: string
}

interface Claims {
  use: 'access' | 'refresh'
  sub: string
  customUserId?: string
  /** Real time, ms. */
  expires: number
}

const ACCESS_SECONDS = 7_200
const REFRESH_SECONDS = 30 * 86_400

/**
 * Sign-in for browsers, as the vendor's web SDK speaks it: anonymously, or with a ticket that a function signed for a
 * user of its own. Keys are made at start, so sessions end with the run.
 */
export class Sessions {
  private readonly secret = randomBytes(32)
  private made: TicketCredentials | undefined
  private readonly revoked = new Set<string>()

  constructor(
    private readonly envId: string,
    private readonly virtualNow: () => number,
  ) {}

  /** The key tickets must be signed with; made when first asked for. */
  credentials(): TicketCredentials {
    this.made ??= {
      private_key_id: randomUUID(),
      private_key: generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs1', format: 'pem' })
        .toString(),
      env_id: this.envId,
    }
    return this.made
  }

  /** A stranger; the same device id gives the same stranger. */
  signInAnonymously(deviceId: string | undefined): SessionTokens {
    const seed = deviceId === undefined || deviceId === '' ? randomUUID() : deviceId
    return this.issue({ sub: this.uidOf(`anonymous\n${seed}`) })
  }

  /** The user a ticket (`<key id>/@@/<JWT>`) names; CloudError `INVALID_TICKET` says why one is refused. */
  signInWithTicket(ticket: unknown): SessionTokens {
    const customUserId = this.readTicket(typeof ticket === 'string' ? ticket : '')
    return this.issue({ sub: this.uidOf(`custom\n${customUserId}`), customUserId })
  }

  /** New tokens for a refresh token; CloudError `INVALID_REFRESH_TOKEN`. */
  refresh(token: unknown): SessionTokens {
    const claims = this.read(typeof token === 'string' ? token : '', 'refresh')
    if (!claims) throw new CloudError('INVALID_REFRESH_TOKEN', 'the refresh token is not of this run, or too old')
    return this.issue(claims)
  }

  /** Whoever an access token belongs to; CloudError `INVALID_ACCESS_TOKEN`. */
  identify(token: string): Identity & { uid: string } {
    const claims = this.read(token, 'access')
    if (!claims) throw new CloudError('INVALID_ACCESS_TOKEN', 'the access token is not of this run, or too old')
    const { sub, customUserId } = claims
    return customUserId === undefined ? { uid: sub } : { uid: sub, customUserId }
  }

  /** Signs out: neither kind of token is good any more. */
  revoke(token: unknown): void {
    if (typeof token === 'string') this.revoked.add(token)
  }

  private issue({ sub, customUserId }: { sub: string; customUserId?: string }): SessionTokens {
    const token = (use: Claims['use'], seconds: number): string => {
      const claims: Claims = {
        use,
        sub,
        expires: Date.now() + seconds * 1000,
        ...(customUserId === undefined ? {} : { customUserId }),
      }
      const body = Buffer.from(JSON.stringify(claims)).toString('base64url')
      return `${body}.${this.mac(body)}`
    }
    return {
      token_type: 'Bearer',
      access_token: token('access', ACCESS_SECONDS),
      refresh_token: token('refresh', REFRESH_SECONDS),
      expires_in: ACCESS_SECONDS,
      sub,
    }
  }

  private read(token: string, use: Claims['use']): Claims | undefined {
    if (this.revoked.has(token)) return undefined
    const [body = '', mac = ''] = token.split('.')
    const [given, wanted] = [Buffer.from(mac), Buffer.from(this.mac(body))]
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims
    return claims.use === use && claims.expires > Date.now() ? claims : undefined
  }

  private readTicket(ticket: string): string {
    const refuse = (why: string): never => {
      throw new CloudError('INVALID_TICKET', `the ticket ${why}`)
    }
    const [keyId, jwt = ''] = ticket.split('/@@/')
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const { private_key_id, private_key } = this.credentials()
    if (keyId !== private_key_id) refuse('names a key that is not of this run')
    const signed = verify(
      'RSA-SHA256',
      Buffer.from(`${header}.${payload}`),
      createPublicKey(private_key),
      Buffer.from(signature, 'base64url'),
    )
    if (!signed) refuse('is not signed with this run’s key')
    const { uid, env, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    if (env !== this.envId) refuse(`is for the environment ${String(env)}`)
    // the SDK writes milliseconds, by the clock of the function it runs in
    if (typeof exp !== 'number' || exp < this.virtualNow()) refuse('is too old')
    return typeof uid === 'string' && uid !== '' ? uid : refuse('names nobody')
  }

  private uidOf(text: string): string {
    return createHmac('sha256', this.envId).update(text).digest('hex').slice(0, 32)
  }

  private mac(body: string): string {
    return createHmac('sha256', this.secret).update(body).digest('base64url')
  }
}
