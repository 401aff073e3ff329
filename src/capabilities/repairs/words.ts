import type { HandlerOrg, RepairCommandName, RepairStatus, SuspendReason, WorklistFilter } from './contract'

/** How a status looks: word (≤ 5 汉字), icon and tone; colour never carries the meaning alone. */
export interface StatusWords {
  readonly name: string
  readonly icon:
    | 'clock'
    | 'person'
    | 'wrench'
    | 'eye'
    | 'star'
    | 'check'
    | 'question'
    | 'pause'
    | 'merge'
    | 'arrow'
    | 'cross'
  readonly tone: 'wait' | 'doing' | 'done' | 'late'
}

export const statusWords: Readonly<Record<RepairStatus, StatusWords>> = {
  submitted: { name: '待受理', icon: 'clock', tone: 'wait' },
  dispatched: { name: '已派单', icon: 'person', tone: 'doing' },
  inProgress: { name: '处理中', icon: 'wrench', tone: 'doing' },
  awaitingVerification: { name: '待核查', icon: 'eye', tone: 'doing' },
  awaitingRating: { name: '待评价', icon: 'star', tone: 'wait' },
  closed: { name: '已办结', icon: 'check', tone: 'done' },
  needsInfo: { name: '待补充', icon: 'question', tone: 'wait' },
  suspended: { name: '暂缓中', icon: 'pause', tone: 'wait' },
  merged: { name: '已合并', icon: 'merge', tone: 'done' },
  transferred: { name: '已转出', icon: 'arrow', tone: 'done' },
  declined: { name: '不予受理', icon: 'cross', tone: 'late' },
  withdrawn: { name: '已撤回', icon: 'cross', tone: 'done' },
  closedUnresolved: { name: '未能解决', icon: 'cross', tone: 'late' },
}

/** Buttons, in the reader's words. */
export const commandWords: Readonly<Record<RepairCommandName, string>> = {
  submit: '提交',
  join: '我也遇到了',
  withdraw: '撤回',
  dispatch: '派单',
  decline: '不予受理',
  transfer: '转出',
  ask: '请居民补充',
  answer: '回答',
  return: '退单',
  sign: '开始处理',
  extend: '延期',
  suspend: '暂缓（挂账）',
  resume: '恢复处理',
  finish: '提交核查',
  verify: '通过',
  rework: '退回重做',
  rate: '评价',
  reopen: '没修好',
  closeUnresolved: '未解决办结',
  merge: '并入另一条',
  unmerge: '取消并入',
  remind: '催一下',
  supervise: '督办',
  reveal: '查看联系方式',
}

export const suspendWords: Readonly<Record<SuspendReason, string>> = {
  funds: '等资金',
  vote: '等业主表决',
  thirdParty: '等第三方',
  weather: '等天气',
}

export const filterWords: Readonly<Record<WorklistFilter, string>> = {
  submitted: '待受理',
  soon: '将超时',
  late: '已超时',
  verify: '待核查',
  reply: '待回复',
  suspended: '暂缓中',
  all: '全部在办',
}

/** Names of the eight groups (DOMAIN §6); `PM` is the community's own property company. */
export const orgWords: Readonly<Record<HandlerOrg, string>> = {
  PM: '物业',
  G1: '综合协调组',
  G2: '党建引领组',
  G3: '宣传发动组',
  G4: '环境整治组',
  G5: '安全隐患组',
  G6: '执法联动组',
  G7: '物业指导组',
  G8: '纪法调解组',
}
