import { sha256 } from '@noble/hashes/sha2'
import type { Department } from '@/kernel/actor'
import { CROCKFORD } from '@/kernel/base32'

/** The town of DOMAIN §7. Nothing in it exists; the local build's bar marks every screen of it 演示数据. */
export const townName = '示例镇'

/** The campaign, both days included: 70 days, 10 weeks, across 清明, 五一 and a working Sunday. */
export const campaign = { id: 'C2025', name: '物业管理提升专项行动', from: '2025-03-03', to: '2025-05-11' } as const

export interface DemoBuilding {
  /** `BLHY-3`. */
  readonly id: string
  readonly name: string
  readonly households: number
}

/** A grid (网格): the buildings one grid officer looks after, at most 300 households. */
export interface DemoGrid {
  /** `BLHY-W1`. */
  readonly id: string
  readonly name: string
  readonly buildingIds: readonly string[]
  readonly households: number
}

export interface DemoCommunity {
  readonly id: string
  readonly name: string
  /** Begins the aliases of its residents: 居民A017. */
  readonly letter: string
  readonly households: number
  readonly buildings: readonly DemoBuilding[]
  readonly grids: readonly DemoGrid[]
  readonly company: DemoCompany
  /** 党组织: 单建 own, 联建 joint, 派驻 assigned from outside. */
  readonly partyBranch: 'own' | 'joint' | 'assigned'
  /** 业委会: 备案 filed, 筹备 preparing, 未达条件 not eligible. */
  readonly committee: 'filed' | 'preparing' | 'ineligible'
  /** 红色物业 certified. */
  readonly redProperty: boolean
}

export interface DemoCompany {
  /** Part of persona keys. */
  readonly id: 'jia' | 'yi' | 'bing'
  readonly name: string
}

export const companies: readonly [DemoCompany, DemoCompany, DemoCompany] = [
  { id: 'jia', name: '示例物业甲' },
  { id: 'yi', name: '示例物业乙' },
  { id: 'bing', name: '示例物业丙' },
]
const [jia, yi, bing] = companies

/** The eight working groups (DOMAIN §6). */
export const groups: Readonly<Record<Department, string>> = {
  G1: '综合协调组',
  G2: '党建引领组',
  G3: '宣传发动组',
  G4: '环境整治组',
  G5: '安全隐患组',
  G6: '执法联动组',
  G7: '物业与业委会指导组',
  G8: '纪法监督与调解组',
}

/** Volunteer teams: 37 people and 186.5 hours together. */
export const teams = [
  { id: 'T1', name: '白鹭先锋队', people: 12, hours: 62.5 },
  { id: 'T2', name: '金禾暖心队', people: 15, hours: 74 },
  { id: 'T3', name: '山霞平安队', people: 10, hours: 50 },
] as const

/** Shares `total` households over `count` buildings as evenly as whole households go, the first ones taking one more. */
function buildingsOf(communityId: string, count: number, total: number): DemoBuilding[] {
  const each = Math.floor(total / count)
  const more = total % count
  return Array.from({ length: count }, (_, i) => ({
    id: `${communityId}-${i + 1}`,
    name: `${i + 1}号楼`,
    households: each + (i < more ? 1 : 0),
  }))
}

/** Cuts the buildings, in order, into `count` grids of about as many buildings. */
function gridsOf(communityId: string, buildings: readonly DemoBuilding[], count: number): DemoGrid[] {
  const size = Math.ceil(buildings.length / count)
  return Array.from({ length: count }, (_, i) => {
    const own = buildings.slice(i * size, (i + 1) * size)
    return {
      id: `${communityId}-W${i + 1}`,
      name: `第${i + 1}网格`,
      buildingIds: own.map(({ id }) => id),
      households: own.reduce((sum, { households }) => sum + households, 0),
    }
  })
}

type Counts = { readonly buildings: number; readonly households: number; readonly grids: number }
type Rest = Omit<DemoCommunity, 'id' | 'name' | 'letter' | 'households' | 'buildings' | 'grids'>

function community(id: string, name: string, letter: string, counts: Counts, rest: Rest): DemoCommunity {
  const buildings = buildingsOf(id, counts.buildings, counts.households)
  const grids = gridsOf(id, buildings, counts.grids)
  return { id, name, letter, households: counts.households, buildings, grids, ...rest }
}

// biome-ignore format: two lines a community, as DOMAIN §7 prints them.
export const communities: readonly DemoCommunity[] = [
  community('BLHY', '白鹭花园', 'A', { buildings: 8, households: 412, grids: 2 },
    { company: jia, partyBranch: 'own', committee: 'filed', redProperty: true }),
  community('JHY', '金禾苑', 'B', { buildings: 6, households: 288, grids: 1 },
    { company: yi, partyBranch: 'joint', committee: 'filed', redProperty: true }),
  community('HYYJ', '海韵雅居', 'C', { buildings: 10, households: 520, grids: 2 },
    { company: jia, partyBranch: 'assigned', committee: 'preparing', redProperty: true }),
  community('XGXC', '霞光新村', 'D', { buildings: 5, households: 180, grids: 1 },
    { company: bing, partyBranch: 'assigned', committee: 'ineligible', redProperty: false }),
  community('BWJY', '滨湾佳园', 'E', { buildings: 7, households: 350, grids: 2 },
    { company: yi, partyBranch: 'joint', committee: 'filed', redProperty: true }),
  community('HSHY', '惠石花苑', 'F', { buildings: 4, households: 126, grids: 1 },
    { company: bing, partyBranch: 'assigned', committee: 'preparing', redProperty: false }),
]

/** A printed code: on a building's door, or on a community's suggestion box (no building). */
export interface DemoCode {
  /** Eight base32 characters; sign with `makeDoorCode`. */
  readonly id: string
  readonly kind: 'door' | 'box'
  readonly communityId: string
  readonly buildingId: string | null
}

/** Always the same eight characters for the same place, so that printed demo links stay good over resets. */
function codeId(place: string): string {
  return Array.from(sha256(`demo-code:${place}`).subarray(0, 8), (byte) => CROCKFORD.charAt(byte & 31)).join('')
}

/** 40 doors, then 6 boxes. */
export const codes: readonly DemoCode[] = [
  ...communities.flatMap(({ id, buildings }) =>
    buildings.map(
      (building): DemoCode => ({ id: codeId(building.id), kind: 'door', communityId: id, buildingId: building.id }),
    ),
  ),
  ...communities.map(
    ({ id }): DemoCode => ({ id: codeId(`${id}-box`), kind: 'box', communityId: id, buildingId: null }),
  ),
]
