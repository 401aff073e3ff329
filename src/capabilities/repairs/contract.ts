import * as z from 'zod/mini'
import { type AnyAction, action, type Who } from '@/kernel/action'
import { staffRoles } from '@/kernel/actor'
import {
  caseRefSchema,
  cursorSchema,
  idSchema,
  pageSchema,
  photoIdsSchema,
  photoSchema,
  textSchema,
  timeSchema,
  versionSchema,
} from '@/kernel/schemas'

/** States of P 报修 (DOMAIN §4). Their Chinese names, colours and next steps are in words.ts. */
export const repairStatuses = [
  'submitted',
  'dispatched',
  'inProgress',
  'awaitingVerification',
  'awaitingRating',
  'closed',
  'needsInfo',
  'suspended',
  'merged',
  'transferred',
  'declined',
  'withdrawn',
  'closedUnresolved',
] as const
export type RepairStatus = (typeof repairStatuses)[number]
export const statusSchema = z.enum(repairStatuses)

/** Why a clock may stand still (挂账). */
export const suspendReasons = ['funds', 'vote', 'thirdParty', 'weather'] as const
export type SuspendReason = (typeof suspendReasons)[number]

/** Everything that can be done to a repair; the names of its actions too. */
export const repairCommands = [
  'submit',
  'join',
  'withdraw',
  'dispatch',
  'decline',
  'transfer',
  'ask',
  'answer',
  'return',
  'sign',
  'extend',
  'suspend',
  'resume',
  'finish',
  'verify',
  'rework',
  'rate',
  'reopen',
  'closeUnresolved',
  'merge',
  'unmerge',
  'remind',
  'supervise',
  'reveal',
] as const
export type RepairCommandName = (typeof repairCommands)[number]

/** Where a case may be sent: the community's property company (`PM`) or one of the eight groups. */
export const handlerOrgs = ['PM', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8'] as const
export type HandlerOrg = (typeof handlerOrgs)[number]

const ref = { id: idSchema, v: versionSchema }
const reason = textSchema(500, 2)

/** One row of a list: enough to recognise a case and know what comes next. */
export const repairCardSchema = z.strictObject({
  id: idSchema,
  number: z.string(),
  v: versionSchema,
  status: statusSchema,
  category: z.string(),
  title: z.string(),
  place: z.string(),
  /** One plain sentence: who, when, what next. */
  line: z.string(),
  danger: z.boolean(),
  /** By when the current step must be done; absent while no clock runs. */
  stepDueAt: z.optional(timeSchema),
  /** green: in time, yellow: past 75 %, red: past 100 %; absent while no clock runs. */
  light: z.optional(z.enum(['green', 'yellow', 'red'])),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  /** The command this reader would most likely give next, if any. */
  next: z.optional(z.enum(repairCommands)),
  joined: z.int(),
})
export type RepairCard = z.output<typeof repairCardSchema>

const timelineEntrySchema = z.strictObject({
  seq: z.int(),
  at: timeSchema,
  who: z.string(),
  title: z.string(),
  text: z.optional(z.string()),
  photos: z.array(photoSchema),
})
export type TimelineEntry = z.output<typeof timelineEntrySchema>

/** A case page. What the reader may not know of is absent, not blank. */
export const repairDetailSchema = z.strictObject({
  ...repairCardSchema.shape,
  communityId: idSchema,
  buildingId: z.optional(idSchema),
  text: z.string(),
  photos: z.array(photoSchema),
  /** By when the whole repair is promised; absent while the clock stands still or has ended. */
  dueAt: z.optional(timeSchema),
  reporter: z.optional(z.string()),
  mine: z.boolean(),
  handler: z.optional(z.string()),
  handlerOrg: z.optional(z.enum(handlerOrgs)),
  question: z.optional(z.string()),
  suspended: z.optional(z.strictObject({ reason: z.enum(suspendReasons), note: z.string(), until: timeSchema })),
  result: z.optional(
    z.strictObject({
      note: z.string(),
      quantity: z.optional(z.number()),
      unit: z.optional(z.string()),
      photos: z.array(photoSchema),
    }),
  ),
  /** The unit of the result where this category posts to the results ledger (★). */
  unit: z.optional(z.string()),
  mergedInto: z.optional(z.strictObject({ id: idSchema, number: z.string() })),
  round: z.int(),
  ratings: z.array(z.strictObject({ stars: z.int(), text: z.string(), at: timeSchema })),
  timeline: z.array(timelineEntrySchema),
  /** Exactly the commands the server would accept from this reader now. */
  allowed: z.array(z.enum(repairCommands)),
})
export type RepairDetail = z.output<typeof repairDetailSchema>

/** The official's five numbers that are also filters, what is suspended (no clock runs, so no number asks), and `all`. */
export const worklistFilters = ['submitted', 'soon', 'late', 'verify', 'reply', 'suspended', 'all'] as const
export type WorklistFilter = (typeof worklistFilters)[number]

const residents: Who = 'signedIn'
const triage: Who = ['grid', 'village', 'admin']
const handlers: Who = ['property', 'department', 'police']
const open: RepairStatus[] = ['submitted', 'dispatched', 'inProgress', 'awaitingVerification', 'needsInfo', 'suspended']

/** A command on a case: names the version seen, answers where the case stands now. */
const command = <Fields extends z.core.$ZodLooseShape>(
  name: RepairCommandName,
  who: Who,
  from: readonly RepairStatus[],
  to: readonly RepairStatus[],
  summary: string,
  fields: Fields,
) =>
  action({
    name: `repairs.${name}`,
    kind: 'write',
    summary,
    who,
    from,
    to,
    input: z.strictObject({ ...ref, ...fields }),
    output: caseRefSchema,
  })

export const submit = action({
  name: 'repairs.submit',
  kind: 'write',
  summary: 'Report a repair, for oneself or (staff) on behalf of someone.',
  who: residents,
  from: [],
  to: ['submitted'],
  input: z.strictObject({
    communityId: idSchema,
    buildingId: z.optional(idSchema),
    /** Where exactly, e.g. 3楼楼道. */
    spot: z.optional(textSchema(60)),
    category: z.string().check(z.regex(/^[A-F][0-9]{2}$/)),
    text: z.optional(textSchema(2000)),
    photoIds: z.optional(photoIdsSchema()),
    /** 代填: the alias of the person a staff member reports for. */
    onBehalfOf: z.optional(textSchema(20, 1)),
  }),
  output: z.strictObject({
    ...caseRefSchema.shape,
    number: z.string(),
    handler: z.string(),
    dueAt: timeSchema,
    line: z.string(),
  }),
})

export const similar = action({
  name: 'repairs.similar',
  kind: 'read',
  summary: 'Open cases of the same building and category, to join instead of reporting twice.',
  who: residents,
  input: z.strictObject({ communityId: idSchema, buildingId: z.optional(idSchema), category: z.string() }),
  output: z.strictObject({ items: z.array(repairCardSchema) }),
})

export const join = action({
  name: 'repairs.join',
  kind: 'write',
  summary: '"我也遇到了": follow an open case as one more reporter.',
  who: residents,
  from: open,
  to: open,
  input: z.strictObject({ id: idSchema }),
  output: caseRefSchema,
})

export const listMine = action({
  name: 'repairs.listMine',
  kind: 'read',
  summary: 'Cases this person reported or joined, newest first.',
  who: residents,
  input: z.strictObject({ cursor: z.optional(cursorSchema) }),
  output: pageSchema(repairCardSchema),
})

export const get = action({
  name: 'repairs.get',
  kind: 'read',
  summary: 'One case with its timeline and the commands this reader may give now.',
  who: residents,
  input: z.strictObject({ id: idSchema }),
  output: repairDetailSchema,
})

export const worklist = action({
  name: 'repairs.worklist',
  kind: 'read',
  summary: 'Cases in the scope of a staff member, most urgent first.',
  who: staffRoles,
  input: z.strictObject({
    filter: z.enum(worklistFilters),
    communityId: z.optional(idSchema),
    cursor: z.optional(cursorSchema),
  }),
  output: pageSchema(repairCardSchema),
})

export const counts = action({
  name: 'repairs.counts',
  kind: 'read',
  summary: "The workbench's five numbers.",
  who: staffRoles,
  input: z.strictObject({ communityId: z.optional(idSchema) }),
  output: z.strictObject({ submitted: z.int(), soon: z.int(), late: z.int(), verify: z.int(), reply: z.int() }),
})

export const withdraw = command(
  'withdraw',
  residents,
  ['submitted', 'needsInfo', 'dispatched'],
  ['withdrawn'],
  'The reporter takes the report back.',
  {
    reason: z.optional(textSchema(500)),
  },
)
export const dispatch = command('dispatch', triage, ['submitted'], ['dispatched'], 'Send a case to whoever fixes it.', {
  handler: z.enum(handlerOrgs),
  note: z.optional(textSchema(500)),
})
export const decline = command(
  'decline',
  triage,
  ['submitted'],
  ['declined'],
  'Refuse a report, naming the right channel.',
  {
    reason,
    channel: textSchema(200, 2),
  },
)
export const transfer = command(
  'transfer',
  triage,
  ['submitted', 'dispatched'],
  ['transferred'],
  'Hand a case over to a body outside the platform.',
  {
    to: textSchema(100, 2),
    reason,
  },
)
export const ask = command(
  'ask',
  ['grid', 'village', 'admin', 'property', 'department', 'police'],
  ['submitted', 'dispatched', 'inProgress'],
  ['needsInfo'],
  'Ask the reporter one question; the clock stands still.',
  {
    question: textSchema(500, 2),
  },
)
export const answer = command(
  'answer',
  residents,
  ['needsInfo'],
  ['submitted', 'dispatched', 'inProgress'],
  'The reporter answers the open question.',
  {
    text: textSchema(2000, 1),
    photoIds: z.optional(photoIdsSchema()),
  },
)
export const giveBack = command(
  'return',
  handlers,
  ['dispatched'],
  ['submitted'],
  'Give a dispatched case back (once; the second goes to the admin).',
  { reason },
)
export const sign = command('sign', handlers, ['dispatched'], ['inProgress'], 'Take a dispatched case on.', {})
export const extend = command(
  'extend',
  triage,
  ['dispatched', 'inProgress'],
  ['dispatched', 'inProgress'],
  'Give more time, once, before the due time.',
  {
    workingDays: z.int().check(z.minimum(1), z.maximum(20)),
    reason,
  },
)
export const suspend = command(
  'suspend',
  ['admin'],
  ['dispatched', 'inProgress'],
  ['suspended'],
  'Stop the clock for a named reason, at most 30 days.',
  {
    reason: z.enum(suspendReasons),
    note: textSchema(500, 2),
    days: z.int().check(z.minimum(1), z.maximum(30)),
  },
)
export const resume = command(
  'resume',
  ['admin', 'grid', 'property', 'department', 'police'],
  ['suspended'],
  ['dispatched', 'inProgress'],
  'Let the clock run again.',
  {},
)
export const finish = command(
  'finish',
  handlers,
  ['inProgress'],
  ['awaitingVerification'],
  'Report the work as done, with a photo and (★) the quantity.',
  {
    photoIds: photoIdsSchema(1),
    quantity: z.optional(z.number().check(z.gt(0), z.maximum(100000))),
    note: z.optional(textSchema(2000)),
  },
)
export const verify = command(
  'verify',
  ['grid'],
  ['awaitingVerification'],
  ['awaitingRating'],
  'Confirm the result as a second person; posts to the results ledger (★).',
  {
    note: z.optional(textSchema(500)),
  },
)
export const rework = command(
  'rework',
  ['grid'],
  ['awaitingVerification'],
  ['inProgress'],
  'Send finished work back to be done again.',
  { reason },
)
export const rate = command(
  'rate',
  residents,
  ['awaitingRating', 'closed'],
  ['closed'],
  'The reporter, or someone who joined, rates the result once.',
  {
    stars: z.int().check(z.minimum(1), z.maximum(5)),
    text: z.optional(textSchema(500)),
  },
)
export const reopen = command(
  'reopen',
  residents,
  ['awaitingRating', 'closed'],
  ['inProgress', 'submitted'],
  'Not fixed after all (30 days, three rounds).',
  {
    reason,
    photoIds: z.optional(photoIdsSchema()),
  },
)
export const closeUnresolved = command(
  'closeUnresolved',
  ['admin', 'village'],
  ['submitted', 'dispatched', 'inProgress', 'suspended'],
  ['closedUnresolved'],
  'Close without a fix, saying why and what else can be done.',
  {
    reason,
    remedy: textSchema(500, 2),
  },
)
export const merge = command(
  'merge',
  triage,
  ['submitted', 'dispatched'],
  ['merged'],
  'Fold a double report into another open case.',
  { intoId: idSchema },
)
export const unmerge = command('unmerge', triage, ['merged'], ['submitted', 'dispatched'], 'Undo a merge.', {})
export const supervise = command(
  'supervise',
  ['committee', 'village', 'hookedLeader', 'integrity', 'leadingGroup'],
  open,
  open,
  '督办: ask for speed, seen by everyone on the case.',
  {
    note: reason,
  },
)

export const remind = action({
  name: 'repairs.remind',
  kind: 'write',
  summary: '催一下: the reporter asks for speed, once a day.',
  who: residents,
  from: ['submitted', 'dispatched', 'inProgress', 'awaitingVerification'],
  to: ['submitted', 'dispatched', 'inProgress', 'awaitingVerification'],
  input: z.strictObject({ id: idSchema }),
  output: caseRefSchema,
})

export const reveal = action({
  name: 'repairs.reveal',
  kind: 'write',
  summary: "See the reporter's contact, for a reason; the reporter is told who looked and why.",
  who: ['grid', 'village', 'property', 'department', 'police', 'admin'],
  from: open,
  to: open,
  input: z.strictObject({ id: idSchema, reason: textSchema(200, 4) }),
  output: z.strictObject({ alias: z.string(), phone: z.optional(z.string()) }),
})

export const verifyChain = action({
  name: 'repairs.verifyChain',
  kind: 'read',
  summary: 'Recompute the hash chain of a case: has anything been changed afterwards?',
  who: residents,
  input: z.strictObject({ id: idSchema }),
  output: z.strictObject({ intact: z.boolean(), events: z.int(), sentence: z.string() }),
})

/** The contract behind each command: its `from` and `to` are the workflow's table. */
export const repairContracts: Readonly<Record<RepairCommandName, AnyAction>> = {
  submit,
  join,
  withdraw,
  dispatch,
  decline,
  transfer,
  ask,
  answer,
  return: giveBack,
  sign,
  extend,
  suspend,
  resume,
  finish,
  verify,
  rework,
  rate,
  reopen,
  closeUnresolved,
  merge,
  unmerge,
  remind,
  supervise,
  reveal,
}

/** All actions of this capability, for the registry and `npm run describe`. */
export const repairActions: readonly AnyAction[] = [
  similar,
  listMine,
  get,
  worklist,
  counts,
  verifyChain,
  ...Object.values(repairContracts),
]
