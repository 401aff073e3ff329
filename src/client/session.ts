import * as z from 'zod/mini'
import { create } from 'zustand'
import { type Me, me as meAction, meSchema } from '@/capabilities/people/contract'
import type { AppError } from '@/kernel/errors'
import { font } from '@/platform/font'
import { persona } from '@/platform/persona'
import { storage } from '@/platform/storage'
import { asAppError, call } from './call'
import { nobody } from './outbox'

const placeSchema = z.strictObject({
  community: z.strictObject({ id: z.string(), name: z.string() }),
  building: z.optional(z.strictObject({ id: z.string(), name: z.string() })),
})

/** Where a person stands: from the code they scanned, else from their own profile. */
export type Place = z.output<typeof placeSchema>

export interface Session {
  /** Last known at once, fresh after `load`; null before the very first answer. */
  me: Me | null
  error: AppError | null
  loading: boolean
  /** 长辈版. Belongs to the phone, not to the person. */
  elder: boolean
  /** The door or box scanned last. */
  scanned: Place | null
  load(): Promise<void>
  setMe(me: Me): void
  setElder(elder: boolean): void
  setScanned(place: Place | null): void
  /** Local build only: be someone else. */
  switchPersona(key: string): Promise<void>
}

const known = <Schema extends z.ZodMiniType>(key: string, schema: Schema): z.output<Schema> | null => {
  const value = z.safeParse(schema, storage.get(key))
  return value.success ? value.data : null
}

/** Who is here, kept between starts; pages read it with selectors: `useSession((s) => s.elder)`. */
export const useSession = create<Session>((set, get) => ({
  me: known('session.me', meSchema),
  error: null,
  loading: false,
  elder: known('session.elder', z.boolean()) ?? font.isLarge(),
  scanned: known('session.scanned', placeSchema),
  async load() {
    const asked = persona.get()
    set({ loading: true })
    try {
      const me = await call(meAction, {})
      if (persona.get() === asked) get().setMe(me)
    } catch (error) {
      set({ error: asAppError(error), loading: false })
    }
  },
  setMe(me) {
    storage.set('session.me', me)
    set({ me, error: null, loading: false })
  },
  setElder(elder) {
    storage.set('session.elder', elder)
    set({ elder })
  },
  setScanned(scanned) {
    if (scanned) storage.set('session.scanned', scanned)
    else storage.remove('session.scanned')
    set({ scanned })
  },
  async switchPersona(key) {
    persona.set(key)
    storage.remove('session.me')
    set({ me: null, error: null })
    await get().load()
  },
}))

/** The person, or null until known. */
export const useMe = (): Me | null => useSession((session) => session.me)

/** Where this person is: the scanned place, else where they live, else the community they work for; null = unknown. */
export function placeOf({ me, scanned }: Pick<Session, 'me' | 'scanned'>): Place | null {
  if (scanned) return scanned
  if (me?.community) return { community: me.community, ...(me.building ? { building: me.building } : {}) }
  const work = me?.roles.find(({ scope }) => scope.kind === 'community')
  return work?.scope.kind === 'community' ? { community: { id: work.scope.communityId, name: work.where } } : null
}

/** As `placeOf`, for pages. */
export function usePlace(): Place | null {
  const me = useMe()
  const scanned = useSession((session) => session.scanned)
  return placeOf({ me, scanned })
}

/** The key under which this person's things are kept on this device. */
export const ownerKey = (): string => persona.get() ?? useSession.getState().me?.personId ?? nobody

/** As `ownerKey`, and follows a change of person. */
export function useOwnerKey(): string {
  const personId = useSession((session) => session.me?.personId)
  return persona.get() ?? personId ?? nobody
}
