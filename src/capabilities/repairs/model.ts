import type { CaseDocument } from '@/kernel/change'
import type { PhotoRef } from '@/kernel/photos'
import type { Limit, Pause } from '@/kernel/workingTime'
import type { HandlerOrg, RepairStatus, SuspendReason } from './contract'

/** What the handler says was done; quantity only for categories that post to the results ledger (★). */
export interface RepairResult {
  readonly note: string
  readonly quantity: number | null
  readonly photos: readonly PhotoRef[]
}

/** Waiting for a grid officer. `arbitration`: returned twice, only the admin may send it on, and that is binding. */
export interface Submitted {
  readonly status: 'submitted'
  readonly arbitration: boolean
}
export interface Dispatched {
  readonly status: 'dispatched'
  readonly at: number
  readonly binding: boolean
}
export interface InProgress {
  readonly status: 'inProgress'
  readonly by: string
}

/** Where a case stands, with what only that state knows. */
export type RepairState =
  | Submitted
  | Dispatched
  | InProgress
  | { readonly status: 'awaitingVerification' }
  | { readonly status: 'awaitingRating' }
  | { readonly status: 'closed'; readonly rated: boolean }
  | {
      readonly status: 'needsInfo'
      readonly question: string
      readonly askedBy: string
      readonly back: Submitted | Dispatched | InProgress
    }
  | {
      readonly status: 'suspended'
      readonly reason: SuspendReason
      readonly note: string
      readonly until: number
      readonly back: Dispatched | InProgress
    }
  | {
      readonly status: 'merged'
      readonly intoId: string
      readonly intoNumber: string
      readonly back: Submitted | Dispatched
    }
  | { readonly status: 'transferred'; readonly to: string; readonly reason: string }
  | { readonly status: 'declined'; readonly reason: string; readonly channel: string }
  | { readonly status: 'withdrawn' }
  | { readonly status: 'closedUnresolved'; readonly reason: string; readonly remedy: string }

/** The promise to the resident: the category's limit from the report (or the reopening) on. All times ms. */
export interface RepairClock {
  readonly startedAt: number
  readonly limit: Limit
  /** Working days granted once (延期). */
  readonly extraDays: number
  readonly pauses: readonly Pause[]
  /** Since when the clock stands still; null while it runs. */
  readonly pausedAt: number | null
}

/** The deadline of the current step alone; `limit` null = the step ends with the whole promise. */
export interface Step {
  readonly startedAt: number
  readonly limit: Limit | null
}

export interface Joiner {
  readonly personId: string
  readonly at: number
  /** The case this person came from when it was merged into this one. */
  readonly via: string | null
}

export interface Rating {
  readonly personId: string
  readonly stars: number
  readonly text: string
  readonly at: number
}

/** A row this case has standing in the results ledger. */
export interface Posting {
  readonly rowId: string
  readonly indicator: string
  readonly qty: number
  readonly unit: string
}

/** When each thing first happened, for the figures of DOMAIN §5; null until it does. */
export interface Milestones {
  readonly responded: number | null
  readonly signed: number | null
  readonly finished: number | null
  readonly verified: number | null
  readonly closed: number | null
}

/** A repair as stored: one document, its head of chain included. Every field is always present. */
export interface Repair extends CaseDocument {
  readonly number: string
  readonly buildingId: string | null
  /** Ready to show, e.g. 白鹭花园 3号楼 2楼楼道. */
  readonly place: string
  readonly category: string
  readonly danger: boolean
  readonly text: string
  readonly photos: readonly PhotoRef[]
  readonly reporterId: string
  readonly reporterAlias: string
  /** 代填: for whom a staff member reported. */
  readonly onBehalfOf: string | null
  readonly joiners: readonly Joiner[]
  /** Reporter and joiners: who may see, rate and reopen. */
  readonly people: readonly string[]
  readonly state: RepairState
  readonly status: RepairStatus
  /** Not yet at an end: a double report is offered to join. */
  readonly open: boolean
  /** A clock is running for somebody. */
  readonly running: boolean
  readonly clock: RepairClock
  readonly step: Step
  readonly dueAt: number | null
  readonly yellowAt: number | null
  readonly stepDueAt: number | null
  readonly stepYellowAt: number | null
  /** Sort key of worklists: the step's due time, then the id; cases without a running step come last. */
  readonly urgency: string
  readonly handlerOrg: HandlerOrg | null
  /** `PM:<community>` or the group: what a handler's worklist asks for. */
  readonly handlerKey: string | null
  /** Everyone who ever signed or finished: none of them may verify. */
  readonly handledBy: readonly string[]
  readonly handlerAlias: string | null
  readonly result: RepairResult | null
  readonly posting: Posting | null
  readonly returns: number
  readonly reworks: number
  readonly round: number
  /** The person round 2 must not go back to. */
  readonly avoid: string | null
  /** Third round, or a third rework: goes to the weekly packet. */
  readonly weekly: boolean
  readonly supervised: number
  /** Day (Shanghai) of the last 催一下 per person. */
  readonly remindedOn: Readonly<Record<string, string>>
  readonly ratings: readonly Rating[]
  readonly milestones: Milestones
}

/** Who gives a command, as the events need it. */
export interface Hand {
  readonly id: string
  readonly alias: string
}

/** Everything that can happen to a repair. Each carries all that `evolve` needs: replaying needs no clock. */
export type RepairEvent =
  | {
      readonly type: 'repairs.submitted'
      readonly at: number
      readonly id: string
      readonly number: string
      readonly communityId: string
      readonly buildingId: string | null
      readonly place: string
      readonly category: string
      readonly danger: boolean
      readonly text: string
      readonly photos: readonly PhotoRef[]
      readonly reporter: Hand
      readonly onBehalfOf: string | null
      readonly clock: RepairClock
      readonly step: Step
    }
  | { readonly type: 'repairs.joined'; readonly joiner: Joiner }
  | { readonly type: 'repairs.withdrawn'; readonly at: number; readonly reason: string }
  | {
      readonly type: 'repairs.dispatched'
      readonly at: number
      readonly handlerOrg: HandlerOrg
      readonly handlerKey: string
      readonly binding: boolean
      readonly note: string
      readonly step: Step
    }
  | { readonly type: 'repairs.declined'; readonly at: number; readonly reason: string; readonly channel: string }
  | { readonly type: 'repairs.transferred'; readonly at: number; readonly to: string; readonly reason: string }
  | { readonly type: 'repairs.asked'; readonly at: number; readonly by: Hand; readonly question: string }
  | {
      readonly type: 'repairs.answered'
      readonly at: number
      readonly text: string
      readonly photos: readonly PhotoRef[]
    }
  | { readonly type: 'repairs.returned'; readonly at: number; readonly reason: string; readonly step: Step }
  | { readonly type: 'repairs.signed'; readonly at: number; readonly by: Hand; readonly step: Step }
  | { readonly type: 'repairs.extended'; readonly at: number; readonly workingDays: number; readonly reason: string }
  | {
      readonly type: 'repairs.suspended'
      readonly at: number
      readonly reason: SuspendReason
      readonly note: string
      readonly until: number
    }
  | { readonly type: 'repairs.resumed'; readonly at: number }
  | {
      readonly type: 'repairs.finished'
      readonly at: number
      readonly by: Hand
      readonly result: RepairResult
      readonly step: Step
    }
  | {
      readonly type: 'repairs.verified'
      readonly at: number
      readonly note: string
      readonly posting: (Posting & { readonly evidence: readonly string[] }) | null
      readonly step: Step
    }
  | {
      readonly type: 'repairs.reworked'
      readonly at: number
      readonly reason: string
      readonly escalated: boolean
      readonly step: Step
    }
  | { readonly type: 'repairs.rated'; readonly at: number; readonly rating: Rating }
  | { readonly type: 'repairs.closedUnrated'; readonly at: number }
  | {
      readonly type: 'repairs.reopened'
      readonly at: number
      readonly reason: string
      readonly photos: readonly PhotoRef[]
      readonly round: number
      readonly reverses: Posting | null
      readonly clock: RepairClock
      readonly step: Step
    }
  | { readonly type: 'repairs.closedUnresolved'; readonly at: number; readonly reason: string; readonly remedy: string }
  | { readonly type: 'repairs.merged'; readonly at: number; readonly intoId: string; readonly intoNumber: string }
  | {
      readonly type: 'repairs.absorbed'
      readonly fromId: string
      readonly fromNumber: string
      readonly joiners: readonly Joiner[]
    }
  | { readonly type: 'repairs.unmerged'; readonly at: number }
  | { readonly type: 'repairs.separated'; readonly fromId: string; readonly fromNumber: string }
  | { readonly type: 'repairs.reminded'; readonly by: string; readonly day: string }
  | { readonly type: 'repairs.supervised'; readonly at: number; readonly note: string }
  | { readonly type: 'repairs.revealed'; readonly at: number; readonly reason: string }

export type RepairEventType = RepairEvent['type']
