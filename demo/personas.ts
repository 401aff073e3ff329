import { type Department, departments, type Role, type Scope } from '@/kernel/actor'
import { communities, companies, type DemoCommunity, groups, teams } from './town'

/** A role someone holds in the demo town; `ended` = the grant ran out before the campaign did. */
export interface DemoRole {
  readonly role: Role
  readonly scope: Scope
  readonly ended?: true
}

/** Someone a visitor of the demo may act as. Aliases only: nobody here has a name. */
export interface DemoPersona {
  /** What `x-local-persona` carries. */
  readonly key: string
  /** What the persona bar shows. */
  readonly label: string
  /** Under which heading of the persona bar. */
  readonly group: string
  /** As the platform would know them. */
  readonly openid: string
  readonly alias: string
  readonly roles: readonly DemoRole[]
  /** Where they live; null for those who only work here. */
  readonly home: { readonly communityId: string; readonly buildingId: string } | null
  /** Masked, as DOMAIN §7 wants; the demo holds no whole number. */
  readonly phoneMasked: string
  /** False: has not agreed to the privacy words yet. */
  readonly consented: boolean
}

type Draft = Pick<DemoPersona, 'key' | 'group' | 'alias'> &
  Partial<Pick<DemoPersona, 'label' | 'roles' | 'home' | 'consented'>>

const townWide: Scope = { kind: 'town' }
const inCommunity = (role: Role, communityId: string): DemoRole => ({ role, scope: { kind: 'community', communityId } })
const inTown = (role: Role): DemoRole => ({ role, scope: townWide })
const two = (n: number): string => String(n).padStart(2, '0')
const home = ({ id }: DemoCommunity, building: number) => ({ communityId: id, buildingId: `${id}-${building}` })

function peopleOf(community: DemoCommunity, index: number): Draft[] {
  const { id, letter, name } = community
  const key = id.toLowerCase()
  const officer = index * 2 + 1
  const owner: Draft = {
    key: `owner-${key}-1`,
    group: '居民',
    alias: `业主${letter}005`,
    roles: [inCommunity('owner', id)],
    home: home(community, 1),
  }
  const committee: Draft = {
    key: `committee-${key}-1`,
    group: '业委会',
    alias: `业委会成员${letter}01`,
    roles: [inCommunity('owner', id), inCommunity('committee', id)],
    home: home(community, 2),
  }
  return [
    { key: `resident-${key}-1`, group: '居民', alias: `居民${letter}017`, home: home(community, 3) },
    { key: `resident-${key}-2`, group: '居民', alias: `居民${letter}023`, home: home(community, 3) },
    owner,
    ...(community.committee === 'filed' ? [committee] : []),
    { key: `grid-${key}-1`, group: '网格', alias: `网格员${two(officer)}`, roles: [inCommunity('grid', id)] },
    { key: `grid-${key}-2`, group: '网格', alias: `网格员${two(officer + 1)}`, roles: [inCommunity('grid', id)] },
    { key: `village-${key}-1`, group: '村居', alias: `驻村干部${two(index + 1)}`, roles: [inCommunity('village', id)] },
    { key: `property-${key}-1`, group: '物业', alias: `物业员${two(index + 1)}`, roles: [inCommunity('property', id)] },
  ].map((draft) => ({ ...draft, label: `${draft.alias} · ${name}` }))
}

const managers: Draft[] = companies.map((company) => ({
  key: `property-manager-${company.id}`,
  group: '物业',
  alias: `${company.name}经理`,
  roles: communities.filter((one) => one.company.id === company.id).map(({ id }) => inCommunity('property', id)),
}))

const liaisons: Draft[] = departments.map((department: Department) => ({
  key: `department-${department.toLowerCase()}`,
  group: '部门',
  alias: `${department}联络员`,
  label: `${department}联络员 · ${groups[department]}`,
  roles: [{ role: 'department', scope: { kind: 'department', department } }],
}))

const [first, second, third, ...others] = communities.map(({ id }) => id)
const halves = [[first, second, third], others].map((half) => half.filter((id) => id !== undefined))

const links: Draft[] = halves.flatMap((half, i) => [
  {
    key: `police-${i + 1}`,
    group: '监督',
    alias: `片区民警${two(i + 1)}`,
    roles: half.map((id) => inCommunity('police', id)),
  },
  {
    key: `hooked-leader-${i + 1}`,
    group: '领导',
    alias: `挂钩领导${two(i + 1)}`,
    roles: half.map((id) => inCommunity('hookedLeader', id)),
  },
])

const volunteers: Draft[] = teams.flatMap(({ name }, i) => [
  {
    key: `team-lead-${i + 1}`,
    group: '志愿者',
    alias: `队长${two(i + 1)}`,
    label: `队长${two(i + 1)} · ${name}`,
    roles: [inTown('volunteer'), inTown('teamLead')],
  },
  {
    key: `volunteer-${i + 1}`,
    group: '志愿者',
    alias: `志愿者${two(i + 1)}`,
    label: `志愿者${two(i + 1)} · ${name}`,
    roles: [inTown('volunteer')],
  },
])

const townPeople: Draft[] = [
  { key: 'integrity-1', group: '监督', alias: '廉政监督员01', roles: [inTown('integrity')] },
  { key: 'party-instructor-1', group: '监督', alias: '党建指导员01', roles: [inTown('partyInstructor')] },
  { key: 'mediator-1', group: '监督', alias: '调解员01', roles: [inTown('mediator')] },
  { key: 'expert-1', group: '监督', alias: '第三方专家01', roles: [inTown('expert')] },
  { key: 'leading-group-1', group: '领导', alias: '领导小组01', roles: [inTown('leadingGroup')] },
  { key: 'admin-1', group: '管理', alias: '调度办01', roles: [inTown('admin')] },
  { key: 'admin-2', group: '管理', alias: '调度办02', roles: [inTown('admin')] },
]

const edges: Draft[] = [
  {
    key: 'grid-expired-1',
    group: '其他',
    alias: '网格员13',
    label: '网格员13 · 授权已到期',
    roles: [{ ...inCommunity('grid', 'BLHY'), ended: true }],
  },
  { key: 'newcomer-1', group: '其他', alias: '居民A099', label: '新居民 · 还没同意隐私说明', consented: false },
]

function persona(draft: Draft, index: number): DemoPersona {
  return {
    label: draft.alias,
    roles: [],
    home: null,
    consented: true,
    ...draft,
    openid: `demo_${draft.key}`,
    phoneMasked: `199****${String(index + 1).padStart(4, '0')}`,
  }
}

/** Everybody, community by community, then the town. */
export const personas: readonly DemoPersona[] = [
  ...communities.flatMap(peopleOf),
  ...managers,
  ...liaisons,
  ...links,
  ...volunteers,
  ...townPeople,
  ...edges,
].map(persona)
