import type { VirtualClock } from './clock'
import type { Database } from './database/index'
import type { CallLog } from './functions/calls'
import type { CloudCoordinates } from './functions/environment'
import type { Functions } from './functions/functions'
import type { Gate } from './gate'
import type { Personas } from './identity/personas'
import type { Sessions } from './identity/sessions'
import type { LoadedManifest } from './manifest'
import type { StateFile } from './state'
import type { Storage } from './storage/storage'
import type { Timers } from './timers/timers'
import type { MessageLog } from './wechat/messages'
import type { WeChat } from './wechat/wechat'

/** The rooms of a running local cloud, as the gateway's routes see them. */
export interface Cloud {
  manifest: LoadedManifest
  coordinates: CloudCoordinates
  clock: VirtualClock
  database: Database
  functions: Functions
  calls: CallLog
  storage: Storage
  wechat: WeChat
  messages: MessageLog
  timers: Timers
  personas: Personas
  gate: Gate
  sessions: Sessions
  state: StateFile
  /** Last part of the data folder's path. */
  dataFolderName: string
  staticFolder: string | undefined
  /** Loads a seed into the emptied cloud, alone; CloudError as {@link loadSeed}. */
  reset(seed: string): Promise<void>
  /** Sets the clock and remembers it. */
  setClock(setting: Parameters<VirtualClock['set']>[0]): Promise<void>
}
