import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { VirtualClock } from './clock'
import type { Cloud } from './cloud'
import { openDatabase } from './database/index'
import { CloudError } from './errors'
import { CallLog } from './functions/calls'
import { Functions } from './functions/functions'
import { Gate } from './gate'
import { buildServer } from './gateway/server'
import { GUEST, loadPersonas } from './identity/personas'
import { Sessions } from './identity/sessions'
import { type LoadedManifest, loadManifest } from './manifest'
import { loadSeed } from './seeds'
import { StateFile } from './state'
import { checkCloudPath } from './storage/paths'
import { Storage } from './storage/storage'
import { FileStore } from './storage/store'
import { Tickets } from './storage/tickets'
import { Timers } from './timers/timers'
import { MessageLog } from './wechat/messages'
import { WeChat } from './wechat/wechat'

/** What a local cloud is started with. */
export interface LocalCloudOptions {
  manifestFile: string
  dataFolder: string
  /** 0 lets the system choose one. */
  port: number
  personasFile: string
  /** Holds `<name>.json`, each a Seed. */
  seedsFolder: string
  /** The H5 app, served at `/`. */
  staticFolder?: string
  /** Loaded when the data folder is new. */
  firstSeed?: string
  /** Built worker files; by default those beside this file. */
  functionWorkerFile?: string
  databaseWorkerFile?: string
}

/** A started local cloud. `stop` answers no further request, ends the functions and closes the data folder. */
export interface RunningCloud {
  port: number
  url: string
  stop(): Promise<void>
}

const HOST = '127.0.0.1'
const APP_ID = '1300000000'
const REAL_CREDENTIALS = [
  'TENCENTCLOUD_SECRETID',
  'TENCENTCLOUD_SECRETKEY',
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  'TENCENTCLOUD_SESSIONTOKEN',
  'CLOUDBASE_APIKEY',
]

/**
 * Starts a local cloud on loopback and resolves when it serves. Rejects with CloudError, one clear sentence each, for
 * real credentials in the environment, a bad manifest, personas or seed file, a data folder that is locked or broken,
 * and a port that is taken (`PORT_TAKEN`); nothing is left running then.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<RunningCloud> {
  const credential = REAL_CREDENTIALS.find((name) => process.env[name])
  if (credential) {
    throw new CloudError(
      'REAL_CREDENTIALS',
      `${credential} is set: the local cloud does not start beside keys of a real account`,
    )
  }
  const manifest = await loadManifest(options.manifestFile)
  const personas = await loadPersonas(options.personasFile)
  await mkdir(options.dataFolder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new CloudError('DATA_FOLDER_UNUSABLE', `the data folder ${options.dataFolder} cannot be used (${error.code})`)
  })
  const database = await openDatabase({
    folder: path.join(options.dataFolder, 'database'),
    collections: manifest.collections,
    ...(manifest.scanLimit === undefined ? {} : { scanLimit: manifest.scanLimit ?? Number.POSITIVE_INFINITY }),
    ...(options.databaseWorkerFile === undefined ? {} : { workerFile: options.databaseWorkerFile }),
  })
  const undo: (() => Promise<void>)[] = [() => database.close()]
  try {
    return await assemble(options, manifest, personas, database, undo)
  } catch (error) {
    for (const step of undo.reverse()) await step()
    throw error
  }
}

async function assemble(
  options: LocalCloudOptions,
  manifest: LoadedManifest,
  personas: Cloud['personas'],
  database: Cloud['database'],
  undo: (() => Promise<void>)[],
): Promise<RunningCloud> {
  const { dataFolder } = options
  const state = await StateFile.open(dataFolder)
  const messages = await MessageLog.open(dataFolder)
  const store = await FileStore.open(path.join(dataFolder, 'files'))
  const clock = new VirtualClock()
  clock.set(state.current().clock)

  let port = options.port
  const url = (): string => `http://${HOST}:${port}`
  const coordinates = {
    envId: manifest.envId,
    appId: APP_ID,
    secretId: `local-${randomBytes(12).toString('hex')}`,
    secretKey: randomBytes(24).toString('hex'),
    adminUrl: () => `${url()}/admin`,
  }
  const calls = new CallLog()
  const workerFile = options.functionWorkerFile ?? path.join(__dirname, 'function-worker.js')
  const functions = new Functions(manifest.functions, coordinates, clock, calls, workerFile)
  undo.push(() => functions.close())
  const gate = new Gate()
  const timers = new Timers(manifest.functions, clock, functions, (work) => gate.enter(work))
  const storage = new Storage({
    envId: manifest.envId,
    appId: APP_ID,
    baseUrl: () => `${url()}/cos`,
    store,
    tickets: new Tickets(),
  })
  const pushFunction = manifest.pushFunction ?? manifest.functions.find((spec) => spec.name === 'wechat')?.name
  const wechat = new WeChat({
    manifest,
    clock,
    personas,
    messages,
    appUrl: url,
    push:
      pushFunction === undefined
        ? undefined
        : (event) => void gate.enter(() => functions.invoke(pushFunction, JSON.stringify(event), GUEST, 'push')),
  })

  const setClock: Cloud['setClock'] = async (setting) => {
    clock.set(setting)
    await state.update({ clock: setting })
  }
  const reset = async (name: string): Promise<void> => {
    const seed = await loadSeed(options.seedsFolder, name)
    const files = (seed.files ?? []).map((file) => ({
      path: checkCloudPath(file.path),
      bytes: Buffer.from(file.base64, 'base64'),
    }))
    await gate.alone(async () => {
      await database.reset(seed.documents)
      await store.clear()
      for (const file of files) await store.putBytes(file.path, file.bytes)
      await messages.clear()
      wechat.clear()
      if (seed.now === undefined) clock.set({ mode: 'real' })
      else clock.tickFrom(Date.parse(seed.now))
      await state.update({ seed: name, clock: clock.setting() })
      functions.renew()
    })
  }
  if (state.current().seed === undefined && options.firstSeed !== undefined) await reset(options.firstSeed)

  const server = buildServer({
    manifest,
    coordinates,
    clock,
    database,
    functions,
    calls,
    storage,
    wechat,
    messages,
    timers,
    personas,
    gate,
    sessions: new Sessions(manifest.envId, () => clock.now()),
    state,
    dataFolderName: path.basename(path.resolve(dataFolder)),
    staticFolder: options.staticFolder,
    reset,
    setClock,
  })
  undo.push(() => server.close())
  try {
    await server.listen({ host: HOST, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new CloudError('PORT_TAKEN', `port ${port} is taken by another program; choose another one`)
    if (code === 'EACCES') throw new CloudError('PORT_TAKEN', `port ${port} needs rights this program does not have`)
    throw error
  }
  port = (server.server.address() as AddressInfo).port
  timers.start()
  undo.push(async () => timers.stop())
  void functions.prepare()

  return {
    port,
    url: url(),
    stop: async () => {
      for (const step of undo.splice(0).reverse()) await step()
    },
  }
}
