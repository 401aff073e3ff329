import { upload } from '@/capabilities/files/contract'
import * as ledger from '@/capabilities/ledger/contract'
import * as notifications from '@/capabilities/notifications/contract'
import * as people from '@/capabilities/people/contract'
import * as places from '@/capabilities/places/contract'
import * as repairs from '@/capabilities/repairs/contract'
import type { AnyAction, InputOf, OutputOf } from '@/kernel/action'
import type { startCloud } from '../tests/support/cloud'
import { smallPhoto } from '../tests/support/photos'

type Cloud = Awaited<ReturnType<typeof startCloud>>

/** What one successful call of an action cost. */
export interface Cost {
  readonly name: string
  readonly kind: AnyAction['kind']
  /** Database round trips one after another, at most: what goes out together counts once. */
  readonly trips: number
  readonly requests: number
  readonly examined: number
  readonly returned: number
}

interface Ref {
  readonly id: string
  readonly v: number
}

const community = 'BLHY'
const who = {
  resident: 'resident-blhy-1',
  neighbour: 'resident-blhy-2',
  newcomer: 'newcomer-1',
  grid: 'grid-blhy-1',
  otherGrid: 'grid-blhy-2',
  village: 'village-blhy-1',
  property: 'property-blhy-1',
  admin: 'admin-1',
  secondAdmin: 'admin-2',
} as const

/** Plays every action at least once in the demo town and tells what each successful call cost, in order. */
export async function playEverything(cloud: Cloud): Promise<Cost[]> {
  const costs: Cost[] = []
  let calls = 0

  async function give<A extends AnyAction>(persona: string, action: A, input: InputOf<A>): Promise<OutputOf<A>> {
    const clientId = `bench-${String(++calls).padStart(8, '0')}`
    const { reply, stats } = await cloud.request(persona, { action: action.name, input, clientId })
    if (!reply.ok)
      throw new Error(`${action.name} as ${persona} was refused: ${reply.error.code} ${reply.error.userMessage}`)
    const { waves, databaseRequests, requests, examined, returned } = stats
    // waves count calls to storage too; there are no more database trips than waves, nor than database requests
    const trips = Math.min(waves, databaseRequests)
    costs.push({ name: action.name, kind: action.kind, trips, requests, examined, returned })
    return reply.data as OutputOf<A>
  }
  const photo = async (persona: string): Promise<string> => (await give(persona, upload, { base64: smallPhoto() })).id
  const submit = (category = 'A01', persona: string = who.resident): Promise<Ref> =>
    give(persona, repairs.submit, { communityId: community, buildingId: 'BLHY-3', category, text: '楼道灯不亮' }).then(
      ({ id, v }) => ({ id, v }),
    )
  const dispatched = async (): Promise<Ref> =>
    give(who.grid, repairs.dispatch, { ...ref(await submit()), handler: 'PM' })
  const signed = async (): Promise<Ref> => give(who.property, repairs.sign, ref(await dispatched()))
  const finished = async (from?: Ref): Promise<Ref> =>
    give(who.property, repairs.finish, {
      ...ref(from ?? (await signed())),
      photoIds: [await photo(who.property)],
      quantity: 2,
    })

  // places and people
  await give(who.resident, places.list, {})
  const { items: doors } = await give(who.grid, places.listCodes, { communityId: community })
  const door = doors.find((one) => one.revokedAt === undefined)
  if (!door) throw new Error(`the demo town has no door code in ${community}`)
  await give(who.resident, places.scan, { code: door.code })
  await give(who.grid, places.revokeCode, { id: door.id, reason: '门牌脱落' })
  const { privacyVersion } = await give(who.newcomer, people.me, {})
  await give(who.newcomer, people.consent, { version: privacyVersion })
  await give(who.resident, people.update, { phone: '19900000001' })
  const { personId } = await give(who.newcomer, people.me, {})
  if (personId === undefined) throw new Error('the newcomer has no person id after consent')
  const scope = { kind: 'community', communityId: community } as const
  const proposed = await give(who.admin, people.proposeGrant, { personId, role: 'grid', scope })
  const active = await give(who.secondAdmin, people.countersignGrant, ref(proposed))
  await give(who.admin, people.revokeGrant, { ...ref(active), reason: '调岗' })
  await give(who.admin, people.listGrants, {})

  // the main way of a repair, and back
  const lamp = await finished()
  const again = await finished(await give(who.otherGrid, repairs.rework, { ...ref(lamp), reason: '灯还闪' }))
  const verified = await give(who.otherGrid, repairs.verify, ref(again))
  const rated = await give(who.resident, repairs.rate, { ...ref(verified), stars: 5 })
  await give(who.resident, repairs.reopen, { ...ref(rated), reason: '又不亮了' })

  // side states
  await give(who.resident, repairs.withdraw, ref(await submit()))
  await give(who.grid, repairs.decline, { ...ref(await submit()), reason: '不属于本小区', channel: '供电 95598' })
  await give(who.grid, repairs.transfer, { ...ref(await submit()), to: '自来水公司', reason: '市政管网' })
  const asked = await give(who.grid, repairs.ask, { ...ref(await submit()), question: '是几楼的灯？' })
  await give(who.resident, repairs.answer, { ...ref(asked), text: '三楼' })
  await give(who.property, repairs.giveBack, { ...ref(await dispatched()), reason: '不在服务范围' })
  await give(who.grid, repairs.extend, { ...ref(await signed()), workingDays: 2, reason: '等配件' })
  const paused = await give(who.admin, repairs.suspend, {
    ...ref(await signed()),
    reason: 'funds',
    note: '等维修资金',
    days: 10,
  })
  await give(who.admin, repairs.resume, ref(paused))
  await give(who.village, repairs.closeUnresolved, {
    ...ref(await submit()),
    reason: '产权不明',
    remedy: '列入下季度议题',
  })
  const into = await submit()
  const merged = await give(who.grid, repairs.merge, { ...ref(await submit()), intoId: into.id })
  await give(who.grid, repairs.unmerge, ref(merged))

  // around an open case
  const open = await submit()
  await give(who.neighbour, repairs.join, { id: open.id })
  await give(who.resident, repairs.remind, { id: open.id })
  const now = await give(who.village, repairs.get, { id: open.id })
  await give(who.village, repairs.supervise, { ...ref(now), note: '请尽快处理' })
  await give(who.grid, repairs.reveal, { id: open.id, reason: '约上门时间' })
  await give(who.resident, people.listLooks, {})

  // lists and figures
  await give(who.neighbour, repairs.similar, { communityId: community, buildingId: 'BLHY-3', category: 'A01' })
  await give(who.resident, repairs.listMine, {})
  await give(who.resident, repairs.get, { id: open.id })
  await give(who.resident, repairs.verifyChain, { id: open.id })
  for (const filter of repairs.worklistFilters) await give(who.grid, repairs.worklist, { filter })
  await give(who.grid, repairs.counts, {})
  await give(who.resident, notifications.templates, {})
  await give(who.resident, notifications.subscribed, { accepted: ['progress'] })
  const inbox = await give(who.resident, notifications.list, {})
  const newest = inbox.items[0]
  if (!newest) throw new Error('the resident was told nothing')
  await give(who.resident, notifications.markRead, { upTo: newest.id })
  await give(who.resident, ledger.report, { from: '2025-03-03', to: '2025-05-11' })
  await give(who.admin, ledger.list, { from: '2025-03-03', to: '2025-05-11' })
  return costs
}

/** The two fields a command needs of a case, whatever else its reply carries. */
const ref = ({ id, v }: Ref): Ref => ({ id, v })
