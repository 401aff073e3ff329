import * as files from '@/capabilities/files/contract'
import * as repairs from '@/capabilities/repairs/contract'
import type { TestCloud } from './cloud'
import { smallPhoto } from './photos'

/** The people of 白鹭花园 in the demo town, by what they do. */
export const blhy = {
  resident: 'resident-blhy-1',
  neighbour: 'resident-blhy-2',
  grid: 'grid-blhy-1',
  otherGrid: 'grid-blhy-2',
  village: 'village-blhy-1',
  property: 'property-blhy-1',
  elsewhere: 'grid-jhy-1',
  admin: 'admin-1',
} as const

export interface Ref {
  readonly id: string
  readonly v: number
}

const photoOf = async (cloud: TestCloud, persona: string): Promise<string> =>
  (await cloud.as(persona, files.upload, { base64: smallPhoto() })).id

/** The steps of a lamp's repair, each through its action; `upTo` takes a fresh case that far. */
export const lampSteps = {
  submit: (cloud: TestCloud): Promise<Ref> =>
    cloud.as(blhy.resident, repairs.submit, {
      communityId: 'BLHY',
      buildingId: 'BLHY-3',
      category: 'A01',
      text: '三楼灯不亮',
    }),
  dispatch: (cloud: TestCloud, { id, v }: Ref): Promise<Ref> =>
    cloud.as(blhy.grid, repairs.dispatch, { id, v, handler: 'PM' }),
  sign: (cloud: TestCloud, { id, v }: Ref): Promise<Ref> => cloud.as(blhy.property, repairs.sign, { id, v }),
  finish: async (cloud: TestCloud, { id, v }: Ref): Promise<Ref> =>
    cloud.as(blhy.property, repairs.finish, { id, v, photoIds: [await photoOf(cloud, blhy.property)], quantity: 2 }),
  verify: (cloud: TestCloud, { id, v }: Ref): Promise<Ref> => cloud.as(blhy.otherGrid, repairs.verify, { id, v }),
  rate: (cloud: TestCloud, { id, v }: Ref): Promise<Ref> => cloud.as(blhy.resident, repairs.rate, { id, v, stars: 5 }),
} as const

export type LampStep = keyof typeof lampSteps
const order: readonly LampStep[] = ['submit', 'dispatch', 'sign', 'finish', 'verify', 'rate']

/** A lamp's repair after this step. */
export async function lampAfter(cloud: TestCloud, last: LampStep): Promise<Ref> {
  let ref: Ref = await lampSteps.submit(cloud)
  for (const name of order.slice(1, order.indexOf(last) + 1)) {
    const step = lampSteps[name] as (cloud: TestCloud, ref: Ref) => Promise<Ref>
    ref = await step(cloud, ref)
  }
  return ref
}
