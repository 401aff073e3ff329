import * as files from '@/capabilities/files/contract'
import type { HandlerOrg, SuspendReason } from '@/capabilities/repairs/contract'
import * as repairs from '@/capabilities/repairs/contract'
import type { AnyAction, InputOf, OutputOf } from '@/kernel/action'
import { personas } from '../personas'
import { photoOf, sceneOf } from './pictures'

/** What a deed can do: act as its person on its case, and look up others. */
export interface Teller {
  give<A extends AnyAction>(action: A, input: InputOf<A>): Promise<OutputOf<A>>
  /** Where a case of the story stands; the deed's own without a name. */
  stand(tale?: string): Promise<{ readonly id: string; readonly v: number; readonly category: string }>
  /** The case now has this id. */
  born(id: string): void
  /** The place of the tale, e.g. `BLHY-3`. */
  readonly place: string
}

/** One thing someone does on a case. `when` is `MM-DD HH:mm` of 2025, Shanghai; `who` as in `castOf`. */
export type Deed = readonly [when: string, who: string, act: (teller: Teller) => Promise<unknown>]

/** One case, from its report on. `place` is a building (`BLHY-3`) or a whole community (`BLHY`). */
export interface Tale {
  readonly name: string
  readonly place: string
  readonly deeds: readonly Deed[]
}

const communityOf = (place: string): string => place.split('-')[0] ?? place

/**
 * The persona meant by a word in a tale: `grid-1` is the place's own first grid officer (`grid-blhy-1`), anything else
 * is a key of the town. Throws for somebody the town does not have.
 */
export function castOf(who: string, place: string): string {
  const [role, n] = who.split('-')
  const own = `${role}-${communityOf(place).toLowerCase()}-${n}`
  const found = personas.find(({ key }) => key === own) ?? personas.find(({ key }) => key === who)
  if (!found) throw new Error(`nobody in the town is ${who} of ${place}`)
  return found.openid
}

const upload = async ({ give }: Teller, category: string, done: boolean): Promise<string> =>
  (await give(files.upload, { base64: photoOf(sceneOf(category), done) })).id

export interface ReportMore {
  /** With a photo of how it looks. */
  readonly photo?: true
  readonly onBehalfOf?: string
}

/** Somebody reports; `spot` is where exactly. */
export const report =
  (category: string, spot: string, text: string, { photo, onBehalfOf }: ReportMore = {}) =>
  async (teller: Teller) => {
    const { place, give, born } = teller
    const { id } = await give(repairs.submit, {
      communityId: communityOf(place),
      ...(place.includes('-') && { buildingId: place }),
      ...(spot && { spot }),
      category,
      text,
      ...(photo && { photoIds: [await upload(teller, category, false)] }),
      ...(onBehalfOf && { onBehalfOf }),
    })
    born(id)
  }

/** A command on the case as it stands at that time. */
const command =
  <A extends AnyAction>(action: A, fields: Omit<InputOf<A>, 'id' | 'v'>) =>
  async ({ stand, give }: Teller) => {
    const { id, v } = await stand()
    await give(action, { id, v, ...fields } as InputOf<A>)
  }

/** A command that names no version. */
const plain =
  <A extends AnyAction>(action: A, fields: Omit<InputOf<A>, 'id'>) =>
  async ({ stand, give }: Teller) => {
    const { id } = await stand()
    await give(action, { id, ...fields } as InputOf<A>)
  }

export const join = plain(repairs.join, {})
export const remind = plain(repairs.remind, {})
export const reveal = (reason: string) => plain(repairs.reveal, { reason })
export const withdraw = (reason: string) => command(repairs.withdraw, { reason })
export const dispatch = (handler: HandlerOrg, note?: string) =>
  command(repairs.dispatch, { handler, ...(note && { note }) })
export const decline = (reason: string, channel: string) => command(repairs.decline, { reason, channel })
export const transfer = (to: string, reason: string) => command(repairs.transfer, { to, reason })
export const ask = (question: string) => command(repairs.ask, { question })
export const giveBack = (reason: string) => command(repairs.giveBack, { reason })
export const sign = command(repairs.sign, {})
export const extend = (workingDays: number, reason: string) => command(repairs.extend, { workingDays, reason })
export const suspend = (reason: SuspendReason, days: number, note: string) =>
  command(repairs.suspend, { reason, days, note })
export const resume = command(repairs.resume, {})
export const verify = (note?: string) => command(repairs.verify, note ? { note } : {})
export const rework = (reason: string) => command(repairs.rework, { reason })
export const rate = (stars: number, text: string) => command(repairs.rate, { stars, text })
export const closeUnresolved = (reason: string, remedy: string) => command(repairs.closeUnresolved, { reason, remedy })
export const unmerge = command(repairs.unmerge, {})
export const supervise = (note: string) => command(repairs.supervise, { note })

/** Done, with a photo of how it looks now; `quantity` where the results ledger counts. */
export const finish = (note: string, quantity?: number) => async (teller: Teller) => {
  const { category } = await teller.stand()
  const photoIds = [await upload(teller, category, true)]
  await command(repairs.finish, { photoIds, note, ...(quantity !== undefined && { quantity }) })(teller)
}

/** Still not right, with a photo of it. */
export const reopen = (reason: string) => async (teller: Teller) => {
  const { category } = await teller.stand()
  await command(repairs.reopen, { reason, photoIds: [await upload(teller, category, false)] })(teller)
}

/** The answer to an open question, perhaps with a photo. */
export const answer =
  (text: string, { photo }: { readonly photo?: true } = {}) =>
  async (teller: Teller) => {
    const { category } = await teller.stand()
    const photoIds = photo ? [await upload(teller, category, false)] : []
    await command(repairs.answer, { text, photoIds })(teller)
  }

/** The same thing as another tale: they go on together. */
export const mergeInto = (tale: string) => async (teller: Teller) => {
  const { id: intoId } = await teller.stand(tale)
  await command(repairs.merge, { intoId })(teller)
}
