import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as z from 'zod/mini'
import { fileActions } from '@/capabilities/files/contract'
import { ledgerActions } from '@/capabilities/ledger/contract'
import { notificationActions } from '@/capabilities/notifications/contract'
import { peopleActions } from '@/capabilities/people/contract'
import { placeActions } from '@/capabilities/places/contract'
import { repairActions } from '@/capabilities/repairs/contract'
import type { AnyAction } from '@/kernel/action'
import { apiPage } from './apiPage'

/** Every action of the product, capability by capability. describe.test.ts holds it against the server's registry. */
const actions: readonly AnyAction[] = [
  ...placeActions,
  ...peopleActions,
  ...fileActions,
  ...repairActions,
  ...notificationActions,
  ...ledgerActions,
]

export interface Description {
  readonly name: string
  readonly kind: AnyAction['kind']
  readonly summary: string
  /** Roles that may try; `guest` and `signedIn` stand for everyone so. The policy then decides on the object. */
  readonly who: AnyAction['who']
  /** Workflow states it leaves from and may lead to; absent where it moves no case. */
  readonly from?: readonly string[]
  readonly to?: readonly string[]
  /** JSON Schema, draft 2020-12. */
  readonly input: z.core.JSONSchema.JSONSchema
  readonly output: z.core.JSONSchema.JSONSchema
}

/** What a client needs to know of every action. Throws where a schema cannot be said in JSON Schema. */
export function describe(): Description[] {
  return actions.map(({ name, kind, summary, who, from, to, input, output }) => ({
    name,
    kind,
    summary,
    who,
    ...(from && { from }),
    ...(to && { to }),
    input: z.toJSONSchema(input, { io: 'input' }),
    output: z.toJSONSchema(output, { io: 'output' }),
  }))
}

const apiPageFile = resolve(__dirname, '../docs/api.md')

async function main(flag: string | undefined): Promise<void> {
  const page = apiPage(describe())
  if (flag === undefined) console.log(JSON.stringify(describe(), null, 2))
  else if (flag === '--markdown') await writeFile(apiPageFile, page)
  else if (flag !== '--check') throw new Error(`unknown flag ${flag}: none, --markdown or --check`)
  else if ((await readFile(apiPageFile, 'utf8').catch(() => '')) !== page)
    throw new Error('docs/api.md is stale: npm run describe -- --markdown writes it anew')
}

if (require.main === module) {
  main(process.argv[2]).catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
