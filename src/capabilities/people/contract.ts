import * as z from 'zod/mini'
import { type Action, action } from '@/kernel/action'
import { departments, roles } from '@/kernel/actor'
import { cursorSchema, idSchema, pageSchema, textSchema, timeSchema, versionSchema } from '@/kernel/schemas'

export const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('community'), communityId: idSchema }),
  z.strictObject({ kind: z.literal('department'), department: z.enum(departments) }),
  z.strictObject({ kind: z.literal('town') }),
])

/** Version of the privacy words now in force; a person who agreed to an older one is asked again. */
export const privacyVersion = 1

export const meSchema = z.strictObject({
  /** Absent for a guest. */
  personId: z.optional(idSchema),
  alias: z.string(),
  consentVersion: z.int(),
  /** The version of the privacy words now in force. */
  privacyVersion: z.int(),
  community: z.optional(z.strictObject({ id: idSchema, name: z.string() })),
  building: z.optional(z.strictObject({ id: idSchema, name: z.string() })),
  /** Masked, e.g. 199****0001. */
  phone: z.optional(z.string()),
  roles: z.array(
    z.strictObject({
      grantId: idSchema,
      role: z.enum(roles),
      scope: scopeSchema,
      where: z.string(),
      endsAt: timeSchema,
    }),
  ),
  /** Holds a role that has a workbench. */
  staff: z.boolean(),
})
export type Me = z.output<typeof meSchema>

export const me = action({
  name: 'people.me',
  kind: 'read',
  summary: 'Who I am here: alias, place, consent, roles.',
  who: 'guest',
  input: z.strictObject({}),
  output: meSchema,
})

export const consent = action({
  name: 'people.consent',
  kind: 'write',
  summary: 'Agree to the privacy words in force; nothing personal is stored before.',
  who: 'signedIn',
  input: z.strictObject({ version: z.int() }),
  output: z.strictObject({ consentVersion: z.int() }),
})

export const update = action({
  name: 'people.update',
  kind: 'write',
  summary: 'Change my alias, place or phone; an empty phone removes it.',
  who: 'signedIn',
  input: z.strictObject({
    alias: z.optional(textSchema(20, 1)),
    communityId: z.optional(idSchema),
    buildingId: z.optional(idSchema),
    phone: z.optional(z.string().check(z.regex(/^(1\d{10})?$/))),
  }),
  output: meSchema,
})

/** One look at a person's contact: who, why, when; shown to the person looked at. */
const lookSchema = z.strictObject({
  at: timeSchema,
  who: z.string(),
  role: z.string(),
  reason: z.string(),
  caseKind: z.string(),
  caseId: idSchema,
})

export const listLooks = action({
  name: 'people.listLooks',
  kind: 'read',
  summary: 'Who looked at my contact, and why.',
  who: 'signedIn',
  input: z.strictObject({ cursor: z.optional(cursorSchema) }),
  output: pageSchema(lookSchema),
})

const grantSchema = z.strictObject({
  id: idSchema,
  v: versionSchema,
  personId: idSchema,
  alias: z.string(),
  role: z.enum(roles),
  scope: scopeSchema,
  status: z.enum(['proposed', 'active', 'revoked']),
  grantedBy: z.string(),
  countersignedBy: z.optional(z.string()),
  endsAt: timeSchema,
})

export const listGrants = action({
  name: 'people.listGrants',
  kind: 'read',
  summary: 'Role grants, newest first.',
  who: ['admin', 'leadingGroup'],
  input: z.strictObject({
    status: z.optional(z.enum(['proposed', 'active', 'revoked'])),
    cursor: z.optional(cursorSchema),
  }),
  output: pageSchema(grantSchema),
})

export const proposeGrant = action({
  name: 'people.proposeGrant',
  kind: 'write',
  summary: 'Propose a role for a person; it counts once someone else has countersigned it.',
  who: ['admin'],
  input: z.strictObject({
    personId: idSchema,
    role: z.enum(roles),
    scope: scopeSchema,
    /** Days until it ends; 90 when absent (DOMAIN §3). */
    days: z.optional(z.int().check(z.minimum(1), z.maximum(366))),
  }),
  output: grantSchema,
})

export const countersignGrant = action({
  name: 'people.countersignGrant',
  kind: 'write',
  summary: 'Countersign a proposed grant, as someone other than its proposer and its holder.',
  who: ['admin', 'leadingGroup'],
  input: z.strictObject({ id: idSchema, v: versionSchema }),
  output: grantSchema,
})

export const revokeGrant = action({
  name: 'people.revokeGrant',
  kind: 'write',
  summary: 'End a grant at once.',
  who: ['admin', 'leadingGroup'],
  input: z.strictObject({ id: idSchema, v: versionSchema, reason: textSchema(200, 2) }),
  output: grantSchema,
})

export const peopleActions: readonly Action[] = [
  me,
  consent,
  update,
  listLooks,
  listGrants,
  proposeGrant,
  countersignGrant,
  revokeGrant,
]
