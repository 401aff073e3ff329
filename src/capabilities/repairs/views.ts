import type { Actor } from '@/kernel/actor'
import type { SealedEvent } from '@/kernel/change'
import { friendlyDue } from '@/kernel/dates'
import type { PhotoRef } from '@/kernel/photos'
import type { DecisionContext } from '@/kernel/workflow'
import { categoryOf } from './categories'
import type { RepairCard, RepairDetail, TimelineEntry } from './contract'
import type { Repair, RepairEvent } from './model'
import { allowedCommands } from './policy'
import { orgWords, suspendWords } from './words'

type Photo = RepairDetail['photos'][number]
export type ShowPhotos = (photos: readonly PhotoRef[]) => Photo[]

type Told = Omit<Repair, 'v' | 'chain' | 'updatedAt'>

const who = (repair: Told): string => (repair.handlerOrg ? orgWords[repair.handlerOrg] : '网格员')

/** One plain sentence on where the case stands: who, when, what next (EXPERIENCE, 进度). */
export function lineOf(repair: Told, now: number): string {
  const due = repair.dueAt === null ? '' : friendlyDue(repair.dueAt, now)
  const step = repair.stepDueAt === null ? '' : friendlyDue(repair.stepDueAt, now)
  const late = repair.stepDueAt !== null && repair.stepDueAt < now
  const { state } = repair
  switch (state.status) {
    case 'submitted':
      return late ? '超时了，已提醒网格员马上派单。' : `网格员${step}派人。`
    case 'dispatched':
      return late ? `${who(repair)}还没接单，已提醒。` : `已派给${who(repair)}，${due}修好。`
    case 'inProgress':
      return late ? `${who(repair)}还没修好，已超时，正在催。` : `${who(repair)}已接单，${due}修好。`
    case 'awaitingVerification':
      return '已修好，等网格员去看一看。'
    case 'awaitingRating':
      return '修好了，满意吗？请您评价。'
    case 'closed':
      return state.rated ? '已办结，谢谢您的评价。' : '已办结，还可以评价。'
    case 'needsInfo':
      return `请您补充：${state.question}`
    case 'suspended':
      return `暂缓：${suspendWords[state.reason]}。`
    case 'merged':
      return `和${state.intoNumber}一起办。`
    case 'transferred':
      return `已转给${state.to}。`
    case 'declined':
      return `这里办不了，可以找：${state.channel}`
    case 'withdrawn':
      return '您已撤回。'
    case 'closedUnresolved':
      return `这次没能解决。下一步：${state.remedy}`
  }
}

const lightOf = (repair: Told, now: number): RepairCard['light'] => {
  if (repair.stepDueAt === null || repair.stepYellowAt === null) return undefined
  if (now > repair.stepDueAt) return 'red'
  return now > repair.stepYellowAt ? 'yellow' : 'green'
}

/** Drops what is undefined: replies are strict and say nothing where there is nothing. */
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

export const cardOf = (repair: Repair, reader: DecisionContext): RepairCard =>
  defined({
    id: repair._id,
    number: repair.number,
    v: repair.v,
    status: repair.status,
    category: repair.category,
    title: categoryOf(repair.category).plain,
    place: repair.place,
    line: lineOf(repair, reader.now),
    danger: repair.danger,
    stepDueAt: repair.stepDueAt ?? undefined,
    light: lightOf(repair, reader.now),
    createdAt: repair.createdAt,
    updatedAt: repair.updatedAt,
    next: allowedCommands(reader, repair)[0],
    joined: repair.people.length - 1,
  })

/** What an event says in the timeline; null = not shown to residents. */
function said(event: RepairEvent): { title: string; text?: string; photos?: readonly PhotoRef[] } {
  switch (event.type) {
    case 'repairs.submitted':
      return { title: event.onBehalfOf ? `代${event.onBehalfOf}报修` : '报修', text: event.text, photos: event.photos }
    case 'repairs.joined':
      return { title: '又一位居民也遇到了' }
    case 'repairs.withdrawn':
      return { title: '撤回', text: event.reason }
    case 'repairs.dispatched':
      return { title: `派给${orgWords[event.handlerOrg]}`, text: event.note }
    case 'repairs.declined':
      return { title: '不予受理', text: `${event.reason} 可以找：${event.channel}` }
    case 'repairs.transferred':
      return { title: `转给${event.to}`, text: event.reason }
    case 'repairs.asked':
      return { title: '请居民补充', text: event.question }
    case 'repairs.answered':
      return { title: '补充说明', text: event.text, photos: event.photos }
    case 'repairs.returned':
      return { title: '退单', text: event.reason }
    case 'repairs.signed':
      return { title: '接单，开始处理' }
    case 'repairs.extended':
      return { title: `延期${event.workingDays}个工作日`, text: event.reason }
    case 'repairs.suspended':
      return { title: `暂缓：${suspendWords[event.reason]}`, text: event.note }
    case 'repairs.resumed':
      return { title: '恢复处理' }
    case 'repairs.finished':
      return { title: '修好了', text: event.result.note, photos: event.result.photos }
    case 'repairs.verified':
      return { title: '核查通过', text: event.note }
    case 'repairs.reworked':
      return { title: '退回重做', text: event.reason }
    case 'repairs.rated':
      return { title: `评价 ${event.rating.stars} 星`, text: event.rating.text }
    case 'repairs.closedUnrated':
      return { title: '没有评价，按时办结' }
    case 'repairs.reopened':
      return { title: `没修好，第${event.round}次重办`, text: event.reason, photos: event.photos }
    case 'repairs.closedUnresolved':
      return { title: '未能解决', text: `${event.reason} 下一步：${event.remedy}` }
    case 'repairs.merged':
      return { title: `并入${event.intoNumber}` }
    case 'repairs.absorbed':
      return { title: `${event.fromNumber}并进来了` }
    case 'repairs.unmerged':
      return { title: '取消并入，单独办理' }
    case 'repairs.separated':
      return { title: `${event.fromNumber}分出去了` }
    case 'repairs.reminded':
      return { title: '催了一下' }
    case 'repairs.supervised':
      return { title: '督办', text: event.note }
    case 'repairs.revealed':
      return { title: '查看了报修人的联系方式', text: event.reason }
  }
}

const entryOf = (sealed: SealedEvent, actor: Actor, repair: Repair, show: ShowPhotos): TimelineEntry => {
  const { title, text, photos } = said(sealed.data as RepairEvent)
  const byReporter = repair.people.includes(sealed.actorId)
  const self = sealed.actorId === actor.personId
  return defined({
    seq: sealed.seq,
    at: sealed.at,
    who: self ? '我' : byReporter ? '居民' : sealed.actorAlias,
    title,
    text: text ? text : undefined,
    photos: show(photos ?? []),
  })
}

/** A case page for this reader: what they may not know of is left out. */
export function detailOf(
  repair: Repair,
  events: readonly SealedEvent[],
  reader: DecisionContext,
  show: ShowPhotos,
): RepairDetail {
  const { actor } = reader
  const { state, result } = repair
  const mine = actor.personId !== null && repair.people.includes(actor.personId)
  const { ledger } = categoryOf(repair.category)
  // Whoever is not on the case knows the reporter by alias at most; property staff never, where it is about them.
  const seesReporter =
    !mine && !(repair.category.startsWith('E') && actor.grants.some(({ role }) => role === 'property'))
  return defined({
    ...cardOf(repair, reader),
    communityId: repair.communityId,
    buildingId: repair.buildingId ?? undefined,
    text: repair.text,
    photos: show(repair.photos),
    dueAt: repair.dueAt ?? undefined,
    reporter: seesReporter ? (repair.onBehalfOf ?? repair.reporterAlias) : undefined,
    mine,
    handler: repair.handlerOrg ? [orgWords[repair.handlerOrg], repair.handlerAlias ?? ''].join(' ').trim() : undefined,
    handlerOrg: repair.handlerOrg ?? undefined,
    question: state.status === 'needsInfo' ? state.question : undefined,
    suspended:
      state.status === 'suspended' ? { reason: state.reason, note: state.note, until: state.until } : undefined,
    result: result
      ? defined({
          note: result.note,
          quantity: result.quantity ?? undefined,
          unit: result.quantity === null ? undefined : ledger?.unit,
          photos: show(result.photos),
        })
      : undefined,
    unit: ledger?.unit,
    mergedInto: state.status === 'merged' ? { id: state.intoId, number: state.intoNumber } : undefined,
    round: repair.round,
    ratings: repair.ratings.map(({ stars, text, at }) => ({ stars, text, at })),
    timeline: events.map((event) => entryOf(event, actor, repair, show)),
    allowed: allowedCommands(reader, repair),
  })
}

/** Every photo a case page shows, so that their addresses are asked for once. */
export const photosOf = (repair: Repair, events: readonly SealedEvent[]): PhotoRef[] => {
  const all = [
    ...repair.photos,
    ...(repair.result?.photos ?? []),
    ...events.flatMap((event) => said(event.data as RepairEvent).photos ?? []),
  ]
  return [...new Map(all.map((photo) => [photo.id, photo])).values()]
}
