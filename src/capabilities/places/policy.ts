import type { Actor, Role } from '@/kernel/actor'
import { needsRole, type Verdict } from '@/kernel/policy'
import { refusals } from './words'

const keepers: readonly Role[] = ['grid', 'village', 'admin']

/** Door codes can be printed by anyone who sees them, so only those who look after the community see them. */
export const mayManageCodes = (actor: Actor, communityId: string): Verdict =>
  needsRole(actor, keepers, { communityId }, refusals.codes)
