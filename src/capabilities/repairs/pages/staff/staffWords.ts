import type { RepairCard, RepairCommandName, RepairStatus } from '../../contract'

/** What a staff member reads where the resident's sentence would speak to the resident. */
const staffLines: Readonly<Partial<Record<RepairStatus, string>>> = {
  needsInfo: '等居民补充，时间先停着。',
  awaitingVerification: '办理人说修好了，等核查。',
  awaitingRating: '核查通过，等居民评价。',
  closed: '已办结。',
  withdrawn: '居民自己撤回了。',
}

export const staffLine = (item: Pick<RepairCard, 'status' | 'line'>): string => staffLines[item.status] ?? item.line

/** How much time is left, said three ways at once: icon, word, colour. */
export const lightWords = {
  green: { word: '来得及', icon: 'clock', tone: 'done' },
  yellow: { word: '快超时', icon: 'clock', tone: 'wait' },
  red: { word: '已超时', icon: 'warn', tone: 'late' },
} as const

/** Steps that move a case on, the likeliest first: a case's main button is the first of these it allows. */
const drivers: readonly RepairCommandName[] = ['dispatch', 'sign', 'finish', 'verify', 'resume', 'supervise']

export const driverOf = (allowed: readonly RepairCommandName[]): RepairCommandName | undefined =>
  drivers.find((name) => allowed.includes(name))

/** What only the person who reported it does, on the resident's page. */
export const residentCommands: readonly RepairCommandName[] = ['answer', 'rate', 'reopen', 'remind', 'withdraw', 'join']

/** What a page says once a command is done. */
export const doneWords: Readonly<Partial<Record<RepairCommandName, string>>> = {
  dispatch: '派好了，已通知办理人。',
  decline: '已告诉居民该找谁。',
  transfer: '已转出，居民会收到通知。',
  ask: '问题发给居民了。',
  return: '已退回，等网格员重新派。',
  sign: '接单了，居民会收到通知。',
  extend: '延好了，新时间已告诉居民。',
  suspend: '已暂缓，原因告诉居民了。',
  resume: '恢复处理了，时间接着算。',
  finish: '交上去了，等网格员核查。',
  verify: '通过了，等居民评价。',
  rework: '已退回重做，办理人会收到通知。',
  closeUnresolved: '已办结，原因告诉居民了。',
  merge: '并好了，报修人都会收到进度。',
  unmerge: '已分开，单独办理。',
  supervise: '督办已发出，这件事上的人都看得到。',
}
