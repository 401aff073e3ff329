import type { Actor } from './actor'
import type { WorkingCalendar } from './workingTime'

/** What a decision may look at besides the case itself: facts about now, handed in so that deciding stays pure. */
export interface DecisionContext {
  readonly now: number
  readonly calendar: WorkingCalendar
  readonly actor: Actor
}

/** One row of a workflow's table: where a command may be given and where it may lead. */
export interface Transition<Status extends string> {
  readonly from: readonly Status[]
  readonly to: readonly Status[]
}

/** The Decider: `decide` says what happens or throws the refusal, `evolve` says what is then true. Both pure. */
export interface Workflow<Case, Command, Event> {
  decide(current: Case | null, command: Command, context: DecisionContext): Event[]
  evolve(current: Case | null, event: Event): Case
}
