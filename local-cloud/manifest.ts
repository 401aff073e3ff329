import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { CollectionSpec } from './database/index'
import { CloudError } from './errors'
import { parseCron } from './timers/cron'

/** One timer trigger. `cron` has seven fields (second … year) and is read in UTC+8, as the platform reads it. */
export interface TimerSpec {
  name: string
  cron: string
}

/** One event function. `bundle` is the built CommonJS file, relative to the manifest file. */
export interface FunctionSpec {
  name: string
  bundle: string
  timeoutSeconds: number
  memoryMB: number
  environment?: Record<string, string>
  timers?: TimerSpec[]
}

/** What an environment consists of: the one file that the local cloud and a deploy script both read. */
export interface CloudManifest {
  envId: string
  collections: CollectionSpec[]
  functions: FunctionSpec[]
  /** Subscription message templates by template id; `fields` names each data key, e.g. `{ thing1: '报修内容' }`. */
  messageTemplates?: Record<string, { fields: Record<string, string> }>
  /** The function that receives what WeChat pushes (verdicts on pictures, …); by default one named `wechat`. */
  pushFunction?: string
  /** Documents a query may read without an index before it is refused; `null` never refuses. By default 1,000. */
  scanLimit?: number | null
}

/** A manifest whose bundles are absolute paths. */
export type LoadedManifest = CloudManifest

/**
 * Reads and checks a manifest file.
 * Throws CloudError `MANIFEST_INVALID` with one sentence that names the file and what is wrong.
 */
export async function loadManifest(file: string): Promise<LoadedManifest> {
  const fail = (why: string): never => {
    throw new CloudError('MANIFEST_INVALID', `the manifest ${file} ${why}`)
  }
  const manifest = (await readJson(file, 'MANIFEST_INVALID', 'the manifest')) as Partial<CloudManifest>
  if (typeof manifest !== 'object' || manifest === null) return fail('is not an object')
  const { envId, collections, functions } = manifest
  if (typeof envId !== 'string' || !/^[a-z0-9-]+$/.test(envId)) return fail('needs an envId of a-z, 0-9 and -')
  if (!Array.isArray(collections)) return fail('needs a list of collections')
  if (!Array.isArray(functions)) return fail('needs a list of functions')
  const { scanLimit } = manifest
  if (scanLimit != null && !(Number.isInteger(scanLimit) && scanLimit >= 0))
    fail('needs a scanLimit that is null or a whole number')
  const folder = path.dirname(path.resolve(file))
  const names = new Set<string>()
  const timers = new Set<string>()
  for (const spec of functions) {
    if (typeof spec.name !== 'string' || !/^[A-Za-z][\w-]{0,59}$/.test(spec.name)) fail('names a function badly')
    if (names.has(spec.name)) fail(`declares the function ${spec.name} twice`)
    names.add(spec.name)
    if (typeof spec.bundle !== 'string') fail(`gives the function ${spec.name} no bundle`)
    // limits of an event function: vendor documentation, 1–900 s and 64–3072 MB
    if (!(spec.timeoutSeconds >= 1 && spec.timeoutSeconds <= 900)) fail(`gives ${spec.name} a timeout outside 1–900 s`)
    if (!(spec.memoryMB >= 64 && spec.memoryMB <= 3072)) fail(`gives ${spec.name} memory outside 64–3072 MB`)
    for (const timer of spec.timers ?? []) {
      if (timers.has(timer.name)) fail(`declares the timer ${timer.name} twice`)
      timers.add(timer.name)
      parseCron(timer.cron)
    }
  }
  const { pushFunction } = manifest
  if (pushFunction !== undefined && !names.has(pushFunction)) fail(`has no function ${pushFunction} to receive pushes`)
  return {
    ...(manifest as CloudManifest),
    functions: functions.map((f) => ({ ...f, bundle: path.resolve(folder, f.bundle) })),
  }
}

/** Parses a JSON file; a missing or broken one is a CloudError with this code and one sentence. */
export async function readJson(file: string, code: string, what: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CloudError(code, `${what} ${file} cannot be read (${error.code})`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new CloudError(code, `${what} ${file} is not JSON`)
  }
}
