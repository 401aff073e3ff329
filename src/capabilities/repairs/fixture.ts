import type { Actor, Role, Scope } from '@/kernel/actor'
import { chinaCalendar } from '@/kernel/calendar'
import type { Limit } from '@/kernel/workingTime'
import { decide, type RepairCommand } from './decide'
import { evolve } from './evolve'
import type { Repair, RepairEvent } from './model'

/** Tests only: people, and a case that is taken through its states without any store. */
export const someone = (personId: string, ...grants: [Role, Scope][]): Actor => ({
  personId,
  alias: personId,
  consentVersion: 1,
  communityId: 'BLHY',
  buildingId: null,
  grants: grants.map(([role, scope], at) => ({ grantId: `${personId}-${at}`, role, scope })),
  lapsedRoles: [],
})

const here: Scope = { kind: 'community', communityId: 'BLHY' }
export const resident = someone('resident')
export const neighbour = someone('neighbour')
export const grid = someone('grid', ['grid', here])
export const otherGrid = someone('otherGrid', ['grid', here])
export const gridElsewhere = someone('gridElsewhere', ['grid', { kind: 'community', communityId: 'JHY' }])
export const village = someone('village', ['village', here])
export const property = someone('property', ['property', here])
export const otherProperty = someone('otherProperty', ['property', here])
export const admin = someone('admin', ['admin', { kind: 'town' }])

export const photo = { id: 'photo1', path: 'p', thumbPath: 't', width: 4, height: 3 }
export const lamp = { indicator: 'LAMP', unit: '个' }
const threeDays: Limit = { amount: 3, unit: 'wd' }

export const report = (more: Partial<Extract<RepairCommand, { name: 'submit' }>> = {}): RepairCommand => ({
  name: 'submit',
  id: 'case1',
  number: '报-20250318-0001',
  communityId: 'BLHY',
  buildingId: 'B1',
  place: '白鹭花园 1号楼',
  category: 'A01',
  limit: threeDays,
  danger: false,
  text: '灯不亮',
  photos: [],
  onBehalfOf: null,
  ...more,
})

/** One person gives one command at one time (ms). */
export interface Act {
  readonly actor: Actor
  readonly command: RepairCommand
  readonly at: number
}

export const give = (before: Repair | null, { actor, command, at }: Act): { events: RepairEvent[]; after: Repair } => {
  const events = decide(before, command, { now: at, calendar: chinaCalendar, actor })
  const after = {
    ...evolve(before, events, chinaCalendar),
    v: (before?.v ?? 0) + 1,
    updatedAt: at,
    chain: { seq: 0, hash: null },
  }
  return { events, after }
}

/** A case after these commands, each given a minute after the one before. */
export const after = (start: number, ...steps: [Actor, RepairCommand][]): Repair => {
  let repair: Repair | null = null
  steps.forEach(([actor, command], minute) => {
    repair = give(repair, { actor, command, at: start + minute * 60_000 }).after
  })
  if (!repair) throw new Error('no steps')
  return repair
}
