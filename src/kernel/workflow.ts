import type { Actor } from './actor'
import type { WorkingCalendar } from './workingTime'

/** What a decision may look at besides the case itself: facts about now, handed in so that deciding stays pure. */
export interface DecisionContext {
  readonly now: number
  readonly calendar: WorkingCalendar
  readonly actor: Actor
}
