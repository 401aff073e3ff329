import { existsSync } from 'node:fs'
import path from 'node:path'
import type { ClockSetting } from './clock'
import { CloudError } from './errors'
import { writeDurably } from './files'
import { readJson } from './manifest'

/** What a local cloud remembers between runs, besides documents, files and messages. */
export interface CloudState {
  /** The seed loaded last; absent in a new data folder. */
  seed?: string
  clock: ClockSetting
}

/** The small state file of a data folder, written whole and durably on every change. */
export class StateFile {
  private last: Promise<void> = Promise.resolve()

  private constructor(
    private readonly file: string,
    private state: CloudState,
  ) {}

  /** Opens it, or starts with real time when there is none; a broken one is CloudError `DATA_FILE_BROKEN`. */
  static async open(dataFolder: string): Promise<StateFile> {
    const file = path.join(dataFolder, 'state.json')
    if (!existsSync(file)) return new StateFile(file, { clock: { mode: 'real' } })
    const state = (await readJson(file, 'DATA_FILE_BROKEN', 'the state file')) as Partial<CloudState> | null
    const mode = state?.clock?.mode
    if (mode !== 'real' && mode !== 'pinned' && mode !== 'ticking') {
      throw new CloudError('DATA_FILE_BROKEN', `the state file ${file} names no clock`)
    }
    return new StateFile(file, state as CloudState)
  }

  current(): CloudState {
    return this.state
  }

  async update(change: Partial<CloudState>): Promise<void> {
    this.state = { ...this.state, ...change }
    const text = `${JSON.stringify(this.state, null, 2)}\n`
    // one after the other, or an older state could be the last one renamed into place
    const written = this.last.then(() => writeDurably(this.file, text))
    this.last = written.catch(() => undefined)
    await written
  }
}
