import type { Me } from '@/capabilities/people/contract'
import type { Community } from '@/capabilities/places/contract'
import type { Role } from '@/kernel/actor'
import { useCommunities } from './PlaceSheet'
import { useMe } from './session'

type Place = Pick<Community, 'id' | 'name'>

/** What a staff member's workbench offers. The server decides every action again; this only lays out the desk. */
export interface Desk {
  /** Sees every community. */
  readonly town: boolean
  /** Is sent cases, does not receive reports. */
  readonly handlerOnly: boolean
  readonly mayReportFor: boolean
  readonly mayPrintCodes: boolean
  readonly mayReadLedger: boolean
  readonly mayGrant: boolean
  /** Works in one or more communities, not for a department. */
  readonly works: boolean
  /** The communities to choose between; none for a department, whose cases lie all over town. */
  readonly where: (all: readonly Place[]) => readonly Place[]
}

const handlers: readonly Role[] = ['property', 'department', 'police']

/** The desk of this person's roles; an empty one before they are known. */
export function deskOf(me: Me | null): Desk {
  const grants = me?.roles ?? []
  const has = (...wanted: readonly Role[]) => grants.some(({ role }) => wanted.includes(role))
  const townWide = grants.some(({ scope }) => scope.kind === 'town')
  const own = new Set(grants.flatMap(({ scope }) => (scope.kind === 'community' ? [scope.communityId] : [])))
  return {
    town: townWide,
    handlerOnly: has(...handlers) && !has('grid', 'village', 'admin', 'hookedLeader', 'leadingGroup'),
    mayReportFor: has('grid', 'village', 'property', 'committee'),
    mayPrintCodes: has('grid', 'village', 'admin'),
    mayReadLedger: has(
      'grid',
      'village',
      'hookedLeader',
      'integrity',
      'admin',
      'leadingGroup',
      'property',
      'committee',
      'department',
    ),
    mayGrant: has('admin', 'leadingGroup'),
    works: own.size > 0,
    where: (all) => (townWide ? all : all.filter(({ id }) => own.has(id))),
  }
}

/** The desk of whoever is here, with the communities they may choose between; empty until both are known. */
export function useDesk(): Desk & { readonly communities: readonly Place[] } {
  const desk = deskOf(useMe())
  const places = useCommunities(desk.town || desk.works)
  return { ...desk, communities: desk.where(places.data?.communities ?? []) }
}
