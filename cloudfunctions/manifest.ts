import { collections as files } from '@/capabilities/files/data'
import { collections as ledger } from '@/capabilities/ledger/data'
import { collections as notifications } from '@/capabilities/notifications/data'
import { messageTemplatesManifest } from '@/capabilities/notifications/templates'
import { collections as people } from '@/capabilities/people/data'
import { collections as places } from '@/capabilities/places/data'
import { collections as repairs } from '@/capabilities/repairs/data'

export interface IndexSpec {
  readonly name: string
  readonly keys: Readonly<Record<string, 1 | -1>>
  readonly unique?: boolean
}
export interface CollectionSpec {
  readonly name: string
  readonly indexes: readonly IndexSpec[]
}

/** What the kernel and the shell keep themselves. */
const kernel: readonly CollectionSpec[] = [
  {
    name: 'events',
    indexes: [
      { name: 'case', keys: { caseId: 1, seq: 1 }, unique: true },
      { name: 'subject', keys: { subjectId: 1, _id: -1 } },
    ],
  },
  { name: 'receipts', indexes: [{ name: 'age', keys: { createdAt: 1 } }] },
  { name: 'counters', indexes: [] },
]

/** Every collection with its indexes, from the capabilities that own them. A double name throws. */
export const collections: readonly CollectionSpec[] = [
  ...kernel,
  ...places,
  ...people,
  ...files,
  ...repairs,
  ...notifications,
  ...ledger,
]

const names = collections.map(({ name }) => name)
const double = names.find((name, at) => names.indexOf(name) !== at)
if (double) throw new Error(`collection declared twice: ${double}`)

export interface FunctionSpec {
  readonly name: string
  readonly timeoutSeconds: number
  readonly memoryMB: number
  /** Cron with seven fields, UTC+8, as the platform reads it. */
  readonly timers: readonly { readonly name: string; readonly cron: string }[]
}

/** The cloud functions of ARCHITECTURE §1 that have tenants. */
export const functions: readonly FunctionSpec[] = [
  { name: 'api', timeoutSeconds: 20, memoryMB: 512, timers: [] },
  {
    name: 'timer',
    timeoutSeconds: 60,
    memoryMB: 256,
    timers: [
      { name: 'outbox', cron: '0 */1 * * * * *' },
      { name: 'deadlines', cron: '30 */5 * * * * *' },
    ],
  },
]

export const messageTemplates = messageTemplatesManifest({})
