import { verifyChain as verifyHashes } from '@/kernel/chain'
import type { CaseChange, SealedEvent } from '@/kernel/change'
import { shanghaiDay } from '@/kernel/dates'
import { AppError, notFound, staleVersion } from '@/kernel/errors'
import { type CallContext, handle, type Registration } from '@/kernel/handler'
import { formatNumber } from '@/kernel/numbers'
import { type PhotoRef, takePhotos } from '@/kernel/photos'
import { permit, signedIn } from '@/kernel/policy'
import { categoryOf, findCategory } from './categories'
import * as contract from './contract'
import { decide, type RepairCommand } from './decide'
import { evolve } from './evolve'
import type { Repair, RepairEvent } from './model'
import { noticesOf } from './notices'
import { actingRole, mayCommand, mayRead, mayReport, mayReportFor } from './policy'
import { cardOf, detailOf, lineOf, photosOf, type ShowPhotos } from './views'
import { orgWords } from './words'
import { countAll, listWork } from './worklist'

interface Community {
  readonly _id: string
  readonly name: string
  readonly buildings: readonly { readonly id: string; readonly name: string }[]
}

const pageSize = 20

const find = async (call: CallContext, id: string): Promise<Repair> => {
  const repair = await call.store.get<Repair>('repairs', id)
  if (!repair) throw notFound()
  return repair
}

const named = (repair: Repair, v: number): void => {
  if (repair.v !== v) throw staleVersion()
}

/** What a decided command does to one repair: the change to save and where the case stands then. */
export function changeOf(
  call: Pick<CallContext, 'actor' | 'now' | 'calendar'>,
  before: Repair | null,
  command: RepairCommand,
) {
  const events: RepairEvent[] = decide(before, command, call)
  const after = evolve(before, events, call.calendar)
  const change: CaseChange = {
    collection: 'repairs',
    before,
    after,
    events: events.map((event) => ({
      type: event.type,
      data: event,
      ...(event.type === 'repairs.revealed' && { subjectId: after.reporterId }),
    })),
    notices: events.flatMap((event) => noticesOf(event, after, call.actor.personId ?? '', call.now)),
    postings: [],
  }
  return { change, after }
}

const saveOne = async (call: CallContext, before: Repair, command: RepairCommand) => {
  const { change, after } = changeOf(call, before, command)
  return call.save([change], actingRole(call.actor, before), { id: after._id, v: before.v + 1, status: after.status })
}

type CommandInput = { readonly id: string; readonly v?: number; readonly photoIds?: readonly string[] | undefined }

/** A command on one case reads the same for all: find → permit → decide → save. */
const onCase = <Input extends CommandInput>(
  name: contract.RepairCommandName,
  toCommand: (input: Input, repair: Repair, photos: readonly PhotoRef[]) => RepairCommand,
) =>
  handle(contract.repairContracts[name], async (input: Input, call) => {
    // Photos are the giver's own, whatever the case: looked up beside it, not after it.
    const [repair, photos] = await Promise.all([find(call, input.id), photosFor(call, input.photoIds)])
    permit(mayCommand(call.actor, repair, name))
    if (input.v !== undefined) named(repair, input.v)
    return saveOne(call, repair, toCommand(input, repair, photos))
  })

/** A command on two cases at once, in one transaction. */
const onTwo = async (
  call: CallContext,
  first: readonly [Repair, RepairCommand],
  second: readonly [Repair, RepairCommand],
) => {
  const [one, two] = [changeOf(call, ...first), changeOf(call, ...second)]
  const reply = { id: one.after._id, v: first[0].v + 1, status: one.after.status }
  return call.save([one.change, two.change], actingRole(call.actor, first[0]), reply)
}

const ledgerOf = (repair: Repair) => categoryOf(repair.category).ledger ?? null
const photosFor = (call: CallContext, ids: readonly string[] | undefined) =>
  takePhotos(call.store, ids ?? [], signedIn(call.actor))

const eventsOf = (call: CallContext, caseId: string): Promise<SealedEvent[]> =>
  call.store.find<SealedEvent>('events', { where: { caseId }, sort: { seq: 1 }, limit: 1000 })

const placeOf = (community: Community, buildingId: string | undefined, spot: string | undefined): string => {
  const building = community.buildings.find(({ id }) => id === buildingId)
  if (buildingId && !building)
    throw new AppError('invalid_input', '没有这栋楼，请重新选择。', { fields: { buildingId: '没有这栋楼' } })
  return [community.name, building?.name, spot].filter(Boolean).join(' ')
}

const submit = handle(contract.submit, async (input, call) => {
  const category = findCategory(input.category)
  if (!category || (category.kind !== 'repair' && category.kind !== 'property'))
    throw new AppError('invalid_input', '这一类不在报修里，请选别的类别。', { fields: { category: '请重新选择类别' } })
  permit(mayReport(call.actor, input.communityId, category.code))
  if (input.onBehalfOf !== undefined) permit(mayReportFor(call.actor, input.communityId))
  const day = shanghaiDay(call.now)
  const [community, photos, sequence] = await Promise.all([
    call.store.get<Community>('communities', input.communityId),
    photosFor(call, input.photoIds),
    call.store.increment(`报-${day}`),
  ])
  if (!community)
    throw new AppError('invalid_input', '没有这个小区，请重新选择。', { fields: { communityId: '请重新选择小区' } })
  const { change, after } = changeOf(call, null, {
    name: 'submit',
    id: call.newId(),
    number: formatNumber('repairs', day, sequence),
    communityId: community._id,
    buildingId: input.buildingId ?? null,
    place: placeOf(community, input.buildingId, input.spot),
    category: category.code,
    limit: category.limit,
    danger: category.danger,
    text: input.text ?? '',
    photos,
    onBehalfOf: input.onBehalfOf ?? null,
  })
  const [lead] = category.lead
  return call.save([change], actingRole(call.actor, after), {
    id: after._id,
    v: 1,
    status: after.status,
    number: after.number,
    handler: lead ? orgWords[lead] : orgWords.G1,
    dueAt: after.dueAt ?? call.now,
    line: lineOf(after, call.now),
  })
})

const similar = handle(contract.similar, async (input, call) => {
  const { communityId, buildingId, category } = input
  const where = { communityId, buildingId: buildingId ?? null, category, open: true }
  const found = await call.store.find<Repair>('repairs', { where, sort: { _id: -1 }, limit: 3 })
  return { items: found.map((repair) => cardOf(repair, call)) }
})

const listMine = handle(contract.listMine, async ({ cursor }, call) => {
  const people = signedIn(call.actor)
  const where = { people, ...(cursor && { _id: { $lt: cursor } }) }
  const found = await call.store.find<Repair>('repairs', { where, sort: { _id: -1 }, limit: pageSize })
  const last = found.at(-1)
  return {
    items: found.map((repair) => cardOf(repair, call)),
    ...(last && found.length === pageSize && { next: last._id }),
  }
})

const get = handle(contract.get, async ({ id }, call) => {
  const [repair, events] = await Promise.all([find(call, id), eventsOf(call, id)])
  permit(mayRead(call.actor, repair))
  const photos = photosOf(repair, events)
  const urls = await call.files.urls(photos.flatMap(({ path, thumbPath }) => [path, thumbPath]))
  const shown = new Map(
    photos.map(({ id: photoId, width, height }, at) => [
      photoId,
      { id: photoId, url: urls[2 * at] ?? '', thumbUrl: urls[2 * at + 1] ?? '', width, height },
    ]),
  )
  const show: ShowPhotos = (some) => some.flatMap((photo) => shown.get(photo.id) ?? [])
  return detailOf(repair, events, call, show)
})

const merge = handle(contract.merge, async ({ id, v, intoId }, call) => {
  const [repair, into] = await Promise.all([find(call, id), find(call, intoId)])
  permit(mayCommand(call.actor, repair, 'merge'))
  permit(mayCommand(call.actor, into, 'merge'))
  named(repair, v)
  return onTwo(call, [repair, { name: 'merge', into }], [into, { name: 'absorb', from: repair }])
})

const unmerge = handle(contract.unmerge, async ({ id, v }, call) => {
  const repair = await find(call, id)
  permit(mayCommand(call.actor, repair, 'unmerge'))
  named(repair, v)
  if (repair.state.status !== 'merged') throw staleVersion()
  const into = await find(call, repair.state.intoId)
  return onTwo(call, [repair, { name: 'unmerge' }], [into, { name: 'separate', from: repair }])
})

const reveal = handle(contract.reveal, async ({ id, reason }, call) => {
  const repair = await find(call, id)
  permit(mayCommand(call.actor, repair, 'reveal'))
  const { change } = changeOf(call, repair, { name: 'reveal', reason })
  const alias = repair.onBehalfOf ?? repair.reporterAlias
  // The number is no part of what is saved: receipts are kept, and a lost reply is asked for again, with a reason.
  const [contact, saved] = await Promise.all([
    call.store.get<{ phone: string | null }>('contacts', repair.reporterId),
    call.save([change], actingRole(call.actor, repair), { alias }),
  ])
  return { ...saved, ...(contact?.phone && { phone: call.secrets.sealer.open(contact.phone) }) }
})

const verifyChain = handle(contract.verifyChain, async ({ id }, call) => {
  const [repair, events] = await Promise.all([find(call, id), eventsOf(call, id)])
  permit(mayRead(call.actor, repair))
  const intact = verifyHashes(events, repair.chain).ok
  const sentence = intact
    ? `记录完整：${events.length}条，一条都没有改过。`
    : '记录对不上，有人改过，请联系党风廉政监督员。'
  return { intact, events: events.length, sentence }
})

type In<A extends { input: unknown }> = A extends { input: { _zod: { output: infer O } } } ? O : never

/** One line an action. */
export const registrations: readonly Registration[] = [
  submit,
  similar,
  listMine,
  get,
  handle(contract.worklist, listWork),
  handle(contract.counts, countAll),
  onCase('join', () => ({ name: 'join' })),
  onCase<In<typeof contract.withdraw>>('withdraw', ({ reason }) => ({ name: 'withdraw', reason: reason ?? '' })),
  onCase<In<typeof contract.dispatch>>('dispatch', ({ handler, note }) => ({
    name: 'dispatch',
    handler,
    note: note ?? '',
  })),
  onCase<In<typeof contract.decline>>('decline', ({ reason, channel }) => ({ name: 'decline', reason, channel })),
  onCase<In<typeof contract.transfer>>('transfer', ({ to, reason }) => ({ name: 'transfer', to, reason })),
  onCase<In<typeof contract.ask>>('ask', ({ question }) => ({ name: 'ask', question })),
  onCase<In<typeof contract.answer>>('answer', ({ text }, _, photos) => ({
    name: 'answer',
    text,
    photos,
  })),
  onCase<In<typeof contract.giveBack>>('return', ({ reason }) => ({ name: 'return', reason })),
  onCase('sign', () => ({ name: 'sign' })),
  onCase<In<typeof contract.extend>>('extend', ({ workingDays, reason }) => ({ name: 'extend', workingDays, reason })),
  onCase<In<typeof contract.suspend>>('suspend', ({ reason, note, days }) => ({ name: 'suspend', reason, note, days })),
  onCase('resume', () => ({ name: 'resume' })),
  onCase<In<typeof contract.finish>>('finish', ({ quantity, note }, repair, photos) => ({
    name: 'finish',
    note: note ?? '',
    quantity: quantity ?? null,
    photos,
    ledger: ledgerOf(repair),
  })),
  onCase<In<typeof contract.verify>>('verify', ({ note }, repair) => ({
    name: 'verify',
    note: note ?? '',
    ledger: ledgerOf(repair),
  })),
  onCase<In<typeof contract.rework>>('rework', ({ reason }) => ({ name: 'rework', reason })),
  onCase<In<typeof contract.rate>>('rate', ({ stars, text }) => ({ name: 'rate', stars, text: text ?? '' })),
  onCase<In<typeof contract.reopen>>('reopen', ({ reason }, _, photos) => ({
    name: 'reopen',
    reason,
    photos,
  })),
  onCase<In<typeof contract.closeUnresolved>>('closeUnresolved', ({ reason, remedy }) => ({
    name: 'closeUnresolved',
    reason,
    remedy,
  })),
  merge,
  unmerge,
  onCase('remind', () => ({ name: 'remind' })),
  onCase<In<typeof contract.supervise>>('supervise', ({ note }) => ({ name: 'supervise', note })),
  reveal,
  verifyChain,
]
