/** Roles of DOMAIN §3. A signed-in person without any grant is a `resident`. */
export const roles = [
  'resident',
  'owner',
  'committee',
  'property',
  'volunteer',
  'teamLead',
  'grid',
  'village',
  'hookedLeader',
  'partyInstructor',
  'police',
  'integrity',
  'department',
  'expert',
  'mediator',
  'admin',
  'leadingGroup',
] as const
export type Role = (typeof roles)[number]

/** Roles that work on other people's cases and so have a workbench. */
export const staffRoles: readonly Role[] = [
  'committee',
  'property',
  'grid',
  'village',
  'hookedLeader',
  'police',
  'integrity',
  'department',
  'admin',
  'leadingGroup',
]

/** The eight working groups of the town (DOMAIN §6). */
export const departments = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8'] as const
export type Department = (typeof departments)[number]

/** How far a grant reaches; widens community → department (town-wide, one group's matters) → town. */
export type Scope =
  | { readonly kind: 'community'; readonly communityId: string }
  | { readonly kind: 'department'; readonly department: Department }
  | { readonly kind: 'town' }

/** One role someone holds now: countersigned, neither revoked nor past its end. */
export interface ActiveGrant {
  readonly grantId: string
  readonly role: Role
  readonly scope: Scope
}

/** Who acts, as the platform says; never taken from a request's body. */
export interface Actor {
  /** Pseudonymous id, or null for a guest. */
  readonly personId: string | null
  /** The name shown to others, e.g. 居民A017. */
  readonly alias: string
  /** Version of the privacy words this person agreed to, or 0. */
  readonly consentVersion: number
  readonly communityId: string | null
  readonly buildingId: string | null
  readonly grants: readonly ActiveGrant[]
  /** Roles once held whose grant has ended: only to say so in a refusal. */
  readonly lapsedRoles: readonly Role[]
}

/** The cloud's own hand (timers). Holds no grant; workflows name the commands it may give. */
export const systemActor: Actor = {
  personId: 'system',
  alias: '系统',
  consentVersion: 0,
  communityId: null,
  buildingId: null,
  grants: [],
  lapsedRoles: [],
}

/** What a right is asked for: a place, and where it matters the department handling it. */
export interface Place {
  readonly communityId: string
  readonly department?: string
}

const reaches = (scope: Scope, place: Place): boolean => {
  switch (scope.kind) {
    case 'community':
      return scope.communityId === place.communityId
    case 'department':
      return scope.department === place.department
    case 'town':
      return true
  }
}

/** The actor's grant of one of these roles that reaches the place, if any. */
export const grantFor = (actor: Actor, wanted: readonly Role[], place: Place): ActiveGrant | undefined =>
  actor.grants.find((grant) => wanted.includes(grant.role) && reaches(grant.scope, place))

export const holds = (actor: Actor, wanted: readonly Role[], place: Place): boolean =>
  grantFor(actor, wanted, place) !== undefined

/** Any grant of these roles, wherever it reaches. */
export const holdsAnywhere = (actor: Actor, wanted: readonly Role[]): boolean =>
  actor.grants.some((grant) => wanted.includes(grant.role))
