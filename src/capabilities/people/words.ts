import type { Department, Role } from '@/kernel/actor'

export const guestAlias = '游客'
export const defaultAliasPrefix = '居民'
export const townWide = '全镇'

/** Roles of DOMAIN §3 as people say them. */
export const roleNames: Readonly<Record<Role, string>> = {
  resident: '居民',
  owner: '业主',
  committee: '业委会成员',
  property: '物业人员',
  volunteer: '志愿者',
  teamLead: '志愿队队长',
  grid: '网格员',
  village: '村“两委”',
  hookedLeader: '挂钩领导',
  partyInstructor: '党建指导员',
  police: '片区民警',
  integrity: '党风廉政监督员',
  department: '部门联络员',
  expert: '第三方专家',
  mediator: '调解员',
  admin: '镇管理员',
  leadingGroup: '领导小组',
}

/** The town's working groups (DOMAIN §6). */
export const departmentNames: Readonly<Record<Department, string>> = {
  G1: '综合协调组',
  G2: '党建引领组',
  G3: '宣传发动组',
  G4: '环境整治组',
  G5: '安全隐患组',
  G6: '执法联动组',
  G7: '物业与业委会指导组',
  G8: '纪法监督与调解组',
}

/** Names that would pass someone off as on duty; an alias holding one is given by the town, not chosen. */
export const reservedNames: readonly string[] = [
  '网格',
  '物业',
  '村委',
  '村“两委”',
  '民警',
  '警察',
  '领导',
  '管理员',
  '联络员',
  '监督员',
  '调解员',
  '业委会',
  '专家',
  '客服',
  '官方',
  '系统',
  '政府',
  '派出所',
]

export const refusals = {
  reservedName: '这个名字像工作人员，请换一个。',
  oldConsent: '隐私说明刚刚更新了，请看过新的一版再同意。',
  otherConsent: '没有这一版隐私说明，请更新小程序后再看。',
  unknownCommunity: '没有这个小区，请重新选择。',
  unknownBuilding: '这个小区没有这栋楼，请重新选择。',
  buildingFirst: '请先选择小区，再选楼栋。',
  propose: '授权由镇管理员提出。',
  decide: '授权由镇管理员或领导小组办理。',
  grantedToNobody: '没有找到这个人，请让他先进一次小程序并同意隐私说明。',
  ownProposal: '提出授权的人不能自己会签，请换一位来办。',
  ownGrant: '不能会签给自己的授权，请换一位来办。',
  notProposed: '这条授权已经办过了，请刷新看看。',
  pastEnd: '这条授权已过期，请重新提出。',
  notRevocable: '这条授权已经停用了，请刷新看看。',
  everyoneIs: '每个人都是居民，不用授权。',
  unreachable: '登录信息不全，请重新进入小程序再试。',
} as const

export const scopeNames = { community: '一个小区', department: '一个部门', town: '全镇' } as const

/** A role given too narrow or too wide a reach. */
export const wrongScope = (role: Role, fitting: readonly (keyof typeof scopeNames)[]): string =>
  `${roleNames[role]}的范围应是${fitting.map((kind) => scopeNames[kind]).join('或')}，请重新选择。`

export const grantNotices = {
  proposed: (alias: string, role: Role) => ({
    title: '有授权待会签',
    text: `给${alias}的“${roleNames[role]}”授权，等您会签。`,
  }),
  active: (role: Role, until: string) => ({
    title: '您有了新身份',
    text: `您现在是${roleNames[role]}，到${until}为止。`,
  }),
  revoked: (role: Role) => ({
    title: '您的身份已停用',
    text: `您的“${roleNames[role]}”身份已停用，有疑问请问镇管理员。`,
  }),
} as const
