import { CloudError } from '../errors'
import { readJson } from '../manifest'

/** Someone a developer may act as. The platform would know them by `openid`; `key` is what `x-local-persona` carries. */
export interface Persona {
  key: string
  label: string
  openid: string
  note?: string
  group?: string
}

/** Who calls a function: a persona with its openid, a browser's user with its uid, or a guest with neither. */
export interface Identity {
  openid?: string
  personaKey?: string
  uid?: string
  /** The user a ticket named; a browser's user without one is anonymous. */
  customUserId?: string
}

/** A caller the platform does not know. */
export const GUEST: Identity = {}

/** The personas of one local cloud, by key. */
export class Personas {
  private readonly byKey: Map<string, Persona>

  constructor(readonly list: readonly Persona[]) {
    this.byKey = new Map(list.map((persona) => [persona.key, persona]))
  }

  /** The identity behind a header value; absent is a guest; an unknown key is CloudError `PERSONA_UNKNOWN` naming it. */
  identify(key: string | undefined): Identity {
    if (key === undefined || key === '') return GUEST
    const persona = this.byKey.get(key)
    if (!persona) throw new CloudError('PERSONA_UNKNOWN', `no persona has the key "${key}"; see GET /__local/personas`)
    return { openid: persona.openid, personaKey: persona.key }
  }

  /** The persona WeChat would know by this openid. */
  withOpenid(openid: string): Persona | undefined {
    return this.list.find((persona) => persona.openid === openid)
  }
}

/** Reads a JSON list of personas; CloudError `PERSONAS_INVALID` says what is wrong with it. */
export async function loadPersonas(file: string): Promise<Personas> {
  const list = await readJson(file, 'PERSONAS_INVALID', 'the personas file')
  if (!Array.isArray(list)) throw new CloudError('PERSONAS_INVALID', `the personas file ${file} is not a list`)
  const keys = new Set<string>()
  for (const persona of list as Partial<Persona>[]) {
    const { key, label, openid } = persona
    if (
      typeof key !== 'string' ||
      typeof label !== 'string' ||
      typeof openid !== 'string' ||
      key === '' ||
      openid === ''
    ) {
      throw new CloudError('PERSONAS_INVALID', `every persona in ${file} needs a key, a label and an openid`)
    }
    if (keys.has(key)) throw new CloudError('PERSONAS_INVALID', `the personas file ${file} has the key "${key}" twice`)
    keys.add(key)
  }
  return new Personas(list as Persona[])
}
