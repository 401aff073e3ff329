import type cloudbase from '@cloudbase/node-sdk'
import { actorFrom, type GrantDocument, type PersonDocument } from '@/capabilities/people/actor'
import type { Actor } from '@/kernel/actor'
import type { Store } from '@/kernel/store'
import { personIdOf } from '../store/environment'

type App = ReturnType<typeof cloudbase.init>

/** The caller as the platform names them; never from the request's body. Null = not signed in. */
export const openidOf = (app: App): string | null => {
  const { openId } = app.auth().getUserInfo()
  return openId ? openId : null
}

/** The caller's person, live grants and consent. Never cached: a revoked grant must end at once. */
export async function loadActor(store: Store, openid: string | null, personKey: string, now: number): Promise<Actor> {
  if (openid === null) return actorFrom(null, null, [], now)
  const personId = personIdOf(openid, personKey)
  const [person, grants] = await Promise.all([
    store.get<PersonDocument>('people', personId),
    store.find<GrantDocument>('grants', { where: { personId, status: 'active' } }),
  ])
  return actorFrom(personId, person, grants, now)
}
