import * as z from 'zod/mini'
import { type Action, action } from '@/kernel/action'
import { idSchema, textSchema, timeSchema } from '@/kernel/schemas'

const daySchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const buildingSchema = z.strictObject({ id: idSchema, name: z.string() })

export const communitySchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  /** Name of the property company, for "who handles it". */
  property: z.string(),
  households: z.int(),
  buildings: z.array(buildingSchema),
})
export type Community = z.output<typeof communitySchema>

export const list = action({
  name: 'places.list',
  kind: 'read',
  summary: "The town's communities and buildings, to choose by hand.",
  who: 'guest',
  input: z.strictObject({}),
  output: z.strictObject({
    town: z.string(),
    /** The campaign whose results the town publishes now; days inclusive. */
    campaign: z.optional(z.strictObject({ name: z.string(), from: daySchema, to: daySchema })),
    communities: z.array(communitySchema),
  }),
})

export const scan = action({
  name: 'places.scan',
  kind: 'read',
  summary: 'Which door or box a scanned code belongs to. A torn, forged or revoked code says so.',
  who: 'guest',
  input: z.strictObject({ code: textSchema(300, 1) }),
  output: z.strictObject({
    kind: z.enum(['door', 'box']),
    community: z.strictObject({ id: idSchema, name: z.string() }),
    building: z.optional(buildingSchema),
  }),
})

const codeSchema = z.strictObject({
  id: z.string(),
  /** What is printed and scanned: `b=<8 base32>.<4 check>`. */
  code: z.string(),
  kind: z.enum(['door', 'box']),
  communityId: idSchema,
  building: z.optional(buildingSchema),
  issuedAt: timeSchema,
  revokedAt: z.optional(timeSchema),
})

export const listCodes = action({
  name: 'places.listCodes',
  kind: 'read',
  summary: "A community's door and box codes, to print.",
  who: ['grid', 'village', 'admin'],
  input: z.strictObject({ communityId: idSchema }),
  output: z.strictObject({ items: z.array(codeSchema) }),
})

export const revokeCode = action({
  name: 'places.revokeCode',
  kind: 'write',
  summary: 'Take a torn or copied code out of service and issue a new one for the same door.',
  who: ['grid', 'village', 'admin'],
  input: z.strictObject({ id: z.string().check(z.regex(/^[0-9A-Z]{8}$/)), reason: textSchema(200, 2) }),
  output: z.strictObject({ revoked: z.string(), issued: codeSchema }),
})

export const placeActions: readonly Action[] = [list, scan, listCodes, revokeCode]
