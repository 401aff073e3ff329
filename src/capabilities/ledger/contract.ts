import * as z from 'zod/mini'
import { type Action, action } from '@/kernel/action'
import { cursorSchema, idSchema, pageSchema } from '@/kernel/schemas'

const daySchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
export const indicatorCodes = ['ENV', 'HAZ', 'DRL', 'CHG', 'ROAD', 'WALL', 'LAMP', 'FIRE', 'DISP'] as const

export const ledgerRowSchema = z.strictObject({
  id: idSchema,
  date: daySchema,
  communityId: z.string(),
  indicator: z.enum(indicatorCodes),
  qty: z.number(),
  unit: z.string(),
  sourceType: z.string(),
  sourceNo: z.string(),
  status: z.enum(['verified', 'pending', 'void']),
  reversalOf: z.optional(z.string()),
  note: z.optional(z.string()),
})
export type LedgerRow = z.output<typeof ledgerRowSchema>

const period = { from: daySchema, to: daySchema, communityId: z.optional(idSchema) }

export const report = action({
  name: 'ledger.report',
  kind: 'read',
  summary: 'Σ quantity of verified rows inside a period, by indicator (DOMAIN §5). Days are inclusive.',
  who: 'guest',
  input: z.strictObject(period),
  output: z.strictObject({
    from: daySchema,
    to: daySchema,
    totals: z.array(
      z.strictObject({
        indicator: z.enum(indicatorCodes),
        name: z.string(),
        unit: z.string(),
        qty: z.number(),
        rows: z.int(),
      }),
    ),
  }),
})

export const list = action({
  name: 'ledger.list',
  kind: 'read',
  summary: 'The rows themselves, newest day first.',
  who: ['grid', 'village', 'hookedLeader', 'integrity', 'admin', 'leadingGroup', 'property', 'committee', 'department'],
  input: z.strictObject({ ...period, indicator: z.optional(z.enum(indicatorCodes)), cursor: z.optional(cursorSchema) }),
  output: pageSchema(ledgerRowSchema),
})

export const ledgerActions: readonly Action[] = [report, list]
