import type { Audience, Notice } from '@/kernel/change'
import { friendlyDue } from '@/kernel/dates'
import { categoryOf } from './categories'
import type { Repair, RepairEvent, RepairEventType } from './model'
import { orgWords, suspendWords } from './words'

type Told = Omit<Repair, 'v' | 'chain' | 'updatedAt'>
type Of<T extends RepairEventType> = Extract<RepairEvent, { type: T }>

/** Who is told about an event: the words for each group, null = that group is not told. */
interface Telling<T extends RepairEventType> {
  readonly reporters?: (repair: Told, event: Of<T>, now: number) => readonly [title: string, text: string]
  /** The one who reported, not those who joined. */
  readonly reporter?: (repair: Told, event: Of<T>, now: number) => readonly [title: string, text: string]
  readonly handler?: (repair: Told, event: Of<T>, now: number) => readonly [title: string, text: string]
  readonly grid?: (repair: Told, event: Of<T>, now: number) => readonly [title: string, text: string]
  readonly admin?: (repair: Told, event: Of<T>, now: number) => readonly [title: string, text: string]
}

const what = (repair: Told): string => `${repair.place} ${categoryOf(repair.category).plain}`
const whoFixes = (repair: Told): string => (repair.handlerOrg ? orgWords[repair.handlerOrg] : '网格员')
const by = (due: number | null, now: number): string => (due === null ? '' : friendlyDue(due, now))

/** DOMAIN §4 "who is told", as data. Whoever acted is not told of it again. */
const tellings: { readonly [T in RepairEventType]: Telling<T> } = {
  'repairs.submitted': {
    grid: (repair, _, now) => [
      repair.danger ? '紧急报修待派单' : '新的报修待派单',
      `${what(repair)}，请在${by(repair.stepDueAt, now)}派单。`,
    ],
  },
  'repairs.joined': {},
  'repairs.withdrawn': { handler: (repair) => ['报修已撤回', `${what(repair)}，报修人已撤回，不用去了。`] },
  'repairs.dispatched': {
    reporters: (repair, _, now) => [
      '已经派单',
      `您报的${categoryOf(repair.category).plain}已派给${whoFixes(repair)}，${by(repair.dueAt, now)}办好。`,
    ],
    handler: (repair, _, now) => ['新派单', `${what(repair)}，请在${by(repair.stepDueAt, now)}接单。`],
  },
  'repairs.declined': { reporters: (_, event) => ['这件事不由这里办', `${event.reason} 可以找：${event.channel}`] },
  'repairs.transferred': { reporters: (_, event) => ['已转给别的单位', `已转给${event.to}：${event.reason}`] },
  'repairs.asked': { reporters: (_, event) => ['请您补充一句', event.question] },
  'repairs.answered': {
    grid: (repair) => ['居民已补充', `${what(repair)}，请接着办。`],
    handler: (repair) => ['居民已补充', `${what(repair)}，请接着办。`],
  },
  'repairs.returned': {
    grid: (repair, event) => ['退单', `${what(repair)}：${event.reason}`],
    admin: (repair, event) =>
      repair.returns > 1 ? ['第二次退单，请裁定', `${what(repair)}：${event.reason}`] : ['', ''],
  },
  'repairs.signed': {
    reporters: (repair, event, now) => ['有人来修了', `${event.by.alias}已接单，${by(repair.dueAt, now)}办好。`],
  },
  'repairs.extended': {
    reporters: (repair, event, now) => ['时间改了', `${event.reason}，改为${by(repair.dueAt, now)}办好。`],
    handler: (repair, _, now) => ['已延期', `${what(repair)}，改为${by(repair.dueAt, now)}办好。`],
  },
  'repairs.suspended': {
    reporters: (_, event) => ['先放一放', `暂缓：${suspendWords[event.reason]}。${event.note}`],
    handler: (repair, event) => ['已暂缓', `${what(repair)}，${suspendWords[event.reason]}。`],
  },
  'repairs.resumed': {
    reporters: (repair, _, now) => [
      '接着办了',
      `${categoryOf(repair.category).plain}接着办，${by(repair.dueAt, now)}办好。`,
    ],
    handler: (repair, _, now) => ['接着办', `${what(repair)}，${by(repair.dueAt, now)}办好。`],
  },
  'repairs.finished': {
    reporters: (repair) => ['修好了，等核查', `${categoryOf(repair.category).plain}已修，网格员去看过就请您评价。`],
    grid: (repair, _, now) => ['请核查', `${what(repair)}已修好，请在${by(repair.stepDueAt, now)}核查。`],
  },
  'repairs.verified': {
    reporters: (repair) => ['请您评价', `${categoryOf(repair.category).plain}修好了，满意吗？没修好也请告诉我们。`],
  },
  'repairs.reworked': {
    handler: (repair, event) => ['请重做', `${what(repair)}：${event.reason}`],
    admin: (repair, event) => (event.escalated ? ['返工超过两次', `${what(repair)}：${event.reason}`] : ['', '']),
  },
  'repairs.rated': { handler: (repair, event) => ['收到评价', `${what(repair)}：${event.rating.stars}星`] },
  'repairs.closedUnrated': {
    reporters: (repair) => ['已办结', `${categoryOf(repair.category).plain}已办结，还可以评价。`],
  },
  'repairs.reopened': {
    handler: (repair, event) => ['居民说没修好', `${what(repair)}：${event.reason}`],
    grid: (repair, event) => [`第${event.round}次重办`, `${what(repair)}：${event.reason}`],
    admin: (repair, event) =>
      event.round >= 3 ? ['第三次重办，报每周调度', `${what(repair)}：${event.reason}`] : ['', ''],
  },
  'repairs.closedUnresolved': { reporters: (_, event) => ['这次没能解决', `${event.reason} 下一步：${event.remedy}`] },
  'repairs.merged': {
    reporters: (_, event) => ['和另一条一起办', `和${event.intoNumber}是同一件事，一起办，进度照样告诉您。`],
  },
  'repairs.absorbed': {},
  'repairs.unmerged': { reporters: (repair) => ['单独办理', `${categoryOf(repair.category).plain}改为单独办理。`] },
  'repairs.separated': {},
  'repairs.reminded': {
    handler: (repair) => ['居民催一下', what(repair)],
    grid: (repair) => ['居民催一下', what(repair)],
  },
  'repairs.supervised': {
    handler: (repair, event) => ['督办', `${what(repair)}：${event.note}`],
    grid: (repair, event) => ['督办', `${what(repair)}：${event.note}`],
  },
  'repairs.revealed': { reporter: (_, event) => ['有人看过您的联系方式', `理由：${event.reason}`] },
}

const handlerAudience = (repair: Told): Audience | null => {
  if (repair.handlerOrg === null) return null
  return repair.handlerOrg === 'PM' ? `property:${repair.communityId}` : `department:${repair.handlerOrg}`
}

/** What one event tells whom, ready to save. `actorId` is not told about what they just did. */
export function noticesOf(event: RepairEvent, repair: Told, actorId: string, now: number): Notice[] {
  const telling = tellings[event.type] as Telling<RepairEventType>
  const addressed: [Audience[], Telling<RepairEventType>[keyof Telling<RepairEventType>]][] = [
    [
      repair.people.filter((person) => person !== actorId).map((person): Audience => `person:${person}`),
      telling.reporters,
    ],
    [actorId === repair.reporterId ? [] : [`person:${repair.reporterId}`], telling.reporter],
    [[handlerAudience(repair) ?? []].flat(), telling.handler],
    [[`grid:${repair.communityId}`], telling.grid],
    [['admin'], telling.admin],
  ]
  return addressed.flatMap(([audiences, words]) => {
    if (!words) return []
    const [title, text] = words(repair, event as never, now)
    return title === '' ? [] : audiences.map((audience) => ({ audience, title, text }))
  })
}
