import { type Actor, holds, type Place, type Role } from '@/kernel/actor'
import { allow, hide, needsRole, refuse, type Verdict } from '@/kernel/policy'
import type { DecisionContext } from '@/kernel/workflow'
import type { RepairCommandName } from './contract'
import { fromStates } from './decide'
import { hindranceTo } from './hindrances'
import type { Repair } from './model'

/** What a policy looks at of a repair: never more than the case itself. */
export type Subject = Pick<
  Repair,
  'communityId' | 'handlerOrg' | 'people' | 'reporterId' | 'handledBy' | 'category' | 'status' | 'state' | 'onBehalfOf'
>

const readers: readonly Role[] = [
  'committee',
  'grid',
  'village',
  'hookedLeader',
  'partyInstructor',
  'integrity',
  'teamLead',
  'admin',
  'leadingGroup',
]
const triage: readonly Role[] = ['grid', 'village', 'admin']
const supervisors: readonly Role[] = ['committee', 'village', 'hookedLeader', 'integrity', 'leadingGroup']

export const placeOf = (subject: Subject): Place => ({
  communityId: subject.communityId,
  ...(subject.handlerOrg && subject.handlerOrg !== 'PM' && { department: subject.handlerOrg }),
})

const isMine = (actor: Actor, subject: Subject): boolean =>
  actor.personId !== null && subject.people.includes(actor.personId)

/** Property staff never meet a complaint about themselves (E: fees, service, funds, elections, exit). */
const aboutProperty = (subject: Subject): boolean => subject.category.startsWith('E')

/** The roles that handle a case: its property company's people, its department's liaison, the police for D. */
const handlerRoles = (subject: Subject): readonly Role[] => {
  if (subject.handlerOrg === null) return []
  if (subject.handlerOrg === 'PM') return ['property']
  const isPolice = subject.category.startsWith('D') && subject.handlerOrg === 'G6'
  return isPolice ? ['department', 'police'] : ['department']
}

const mayHandle = (actor: Actor, subject: Subject): boolean =>
  !(aboutProperty(subject) && holds(actor, ['property'], placeOf(subject))) &&
  holds(actor, handlerRoles(subject), placeOf(subject))

/** DOMAIN §3 column P: who may read a case at all. Others get the answer for a case that does not exist. */
export function mayRead(actor: Actor, subject: Subject): Verdict {
  if (isMine(actor, subject)) return allow
  const place = placeOf(subject)
  if (holds(actor, readers, place) || mayHandle(actor, subject)) return allow
  if (holds(actor, ['property'], place) && !aboutProperty(subject)) return allow
  if (holds(actor, ['police'], place) && subject.category.startsWith('D')) return allow
  return hide
}

const mine = (actor: Actor, subject: Subject): Verdict =>
  isMine(actor, subject) ? allow : refuse('只有报修的人或一起跟进的人可以办这一步。')

const reporterOnly = (actor: Actor, subject: Subject): Verdict =>
  actor.personId === subject.reporterId ? allow : refuse('只有报修的人可以办这一步。')

const handling = (actor: Actor, subject: Subject): Verdict => {
  if (mayHandle(actor, subject)) return allow
  if (aboutProperty(subject) && holds(actor, ['property'], placeOf(subject)))
    return refuse('这件事涉及物业，不能由物业人员办理。')
  const roles = handlerRoles(subject)
  return needsRole(
    actor,
    roles.length > 0 ? roles : ['property', 'department', 'police'],
    placeOf(subject),
    '这件事没有派给您。',
  )
}

/** Whoever handled a case never verifies it (DOMAIN §1.3); neither does whoever reported it. */
const verifying = (actor: Actor, subject: Subject): Verdict => {
  if (actor.personId !== null && subject.handledBy.includes(actor.personId))
    return refuse('您办理过这件事，要请另一位网格员核查。')
  if (isMine(actor, subject)) return refuse('这是您自己报的事，要请另一位网格员核查。')
  return needsRole(actor, ['grid'], placeOf(subject), '核查由网格员来办。')
}

/** Nobody praises their own work, even where they reported it too; nor in the name of the person they reported for. */
const rating = (actor: Actor, subject: Subject): Verdict => {
  if (actor.personId !== null && subject.handledBy.includes(actor.personId))
    return refuse('您办理过这件事，不能给自己评价。')
  if (subject.onBehalfOf !== null && actor.personId === subject.reporterId)
    return refuse('这是您代别人报的，不能替他评价。')
  return mine(actor, subject)
}

const dispatching = (actor: Actor, subject: Subject): Verdict => {
  if (subject.state.status === 'submitted' && subject.state.arbitration)
    return needsRole(actor, ['admin'], placeOf(subject), '退过两次的单子由镇管理员裁定派给谁。')
  return needsRole(actor, triage, placeOf(subject), '派单由网格员来办。')
}

type Rule = (actor: Actor, subject: Subject) => Verdict
const withRoles =
  (wanted: readonly Role[], otherwise: string): Rule =>
  (actor, subject) =>
    needsRole(actor, wanted, placeOf(subject), otherwise)
const either =
  (first: Rule, second: Rule): Rule =>
  (actor, subject) => {
    const verdict = first(actor, subject)
    return verdict.allow ? verdict : second(actor, subject)
  }

/** Who may give each command. A command without a rule cannot exist: the type asks for every one. */
const rules: Readonly<Record<RepairCommandName, Rule>> = {
  submit: () => allow,
  join: (actor, subject) =>
    aboutProperty(subject) && holds(actor, ['property'], placeOf(subject))
      ? refuse('这件事涉及物业，物业人员不能一起跟进。')
      : allow,
  withdraw: reporterOnly,
  dispatch: dispatching,
  decline: withRoles(triage, '受理由网格员来办。'),
  transfer: withRoles(triage, '转出由网格员来办。'),
  ask: either(withRoles(triage, '请居民补充由网格员或办理人来办。'), handling),
  answer: mine,
  return: handling,
  sign: handling,
  extend: withRoles(triage, '延期由网格员或镇管理员来定。'),
  suspend: withRoles(['admin'], '暂缓（挂账）由镇管理员批准。'),
  resume: either(withRoles(['grid', 'admin'], '恢复处理由网格员或办理人来办。'), handling),
  finish: handling,
  verify: verifying,
  rework: verifying,
  rate: rating,
  reopen: mine,
  closeUnresolved: withRoles(['admin', 'village'], '未解决办结由村干部或镇管理员来定。'),
  merge: withRoles(triage, '合并由网格员来办。'),
  unmerge: withRoles(triage, '取消合并由网格员来办。'),
  remind: mine,
  supervise: withRoles(supervisors, '督办由业委会、村干部、挂钩领导或监督员来办。'),
  reveal: (actor, subject) => {
    if (aboutProperty(subject) && holds(actor, ['property'], placeOf(subject)))
      return refuse('这件事涉及物业，物业人员看不到是谁报的。')
    return either(withRoles(['grid', 'village', 'admin'], '只有办这件事的人可以查看联系方式。'), handling)(
      actor,
      subject,
    )
  },
}

/** May this actor give this command to this case, whatever its state? */
export function mayCommand(actor: Actor, subject: Subject, name: RepairCommandName): Verdict {
  // Joining is offered to anyone of the town: the list of similar open cases shows no person.
  if (name !== 'join') {
    const readable = mayRead(actor, subject)
    if (!readable.allow) return holdsTriage(actor) ? refuse('这不在您负责的范围内。') : readable
  }
  return rules[name](actor, subject)
}

/** A staff member of another place is told so; anyone else must not learn that the case exists. */
const holdsTriage = (actor: Actor): boolean =>
  actor.grants.some(({ role }) => triage.includes(role)) || actor.lapsedRoles.some((role) => triage.includes(role))

const everSeen: readonly RepairCommandName[] = [
  'dispatch',
  'sign',
  'finish',
  'verify',
  'rework',
  'answer',
  'rate',
  'reopen',
  'remind',
  'withdraw',
  'ask',
  'return',
  'extend',
  'suspend',
  'resume',
  'merge',
  'unmerge',
  'transfer',
  'decline',
  'closeUnresolved',
  'supervise',
  'reveal',
  'join',
]

/**
 * Exactly the buttons the server will accept now, the likeliest first. Pure, and answered from the same three questions
 * the server asks: is this the state for it, may this person, does anything stand in the way.
 */
export const allowedCommands = (context: DecisionContext, repair: Repair): RepairCommandName[] =>
  everSeen.filter(
    (name) =>
      fromStates(name).includes(repair.status) &&
      mayCommand(context.actor, repair, name).allow &&
      hindranceTo(name, repair, context) === null,
  )

/** The role an actor acts in on this case, for the event. */
export function actingRole(actor: Actor, subject: Subject): string {
  const place = placeOf(subject)
  const grant = actor.grants.find(({ role }) => holds(actor, [role], place))
  if (isMine(actor, subject) && grant === undefined) return 'resident'
  return grant?.role ?? 'resident'
}

/** The communities and departments an actor's worklist covers; null = the whole town. */
export function worklistScope(actor: Actor): { communities: string[]; handlerKeys: string[]; town: boolean } {
  const communities = new Set<string>()
  const handlerKeys = new Set<string>()
  let town = false
  for (const { role, scope } of actor.grants) {
    if (role === 'property' && scope.kind === 'community') handlerKeys.add(`PM:${scope.communityId}`)
    else if (role === 'department' && scope.kind === 'department') handlerKeys.add(scope.department)
    // Police handle D cases of their own communities, which wait on the desk of the group they belong to.
    else if (role === 'police') handlerKeys.add('G6')
    else if (readers.includes(role) && scope.kind === 'community') communities.add(scope.communityId)
    else if (readers.includes(role) && scope.kind === 'town') town = true
  }
  return { communities: [...communities], handlerKeys: [...handlerKeys], town }
}

/** Whom a complaint is about takes no part in it, not even by writing it down for somebody (DOMAIN §1.3). */
export const mayReport = (actor: Actor, communityId: string, category: string): Verdict =>
  category.startsWith('E') && holds(actor, ['property'], { communityId })
    ? refuse('这件事涉及物业，请居民自己报，或请网格员代填。')
    : allow

/** 代填: staff of the community may report for someone who cannot. */
export const mayReportFor = (actor: Actor, communityId: string): Verdict =>
  needsRole(actor, ['grid', 'village', 'property', 'committee'], { communityId }, '代填由网格员、村干部或物业来办。')
