import { existsSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import { CloudError } from '../errors'
import { writeDurably } from '../files'

/** A subscription message that would have gone to a phone. `at` is virtual time. */
export interface SentMessage {
  id: string
  at: string
  touser: string
  /** The persona with that openid. */
  persona?: { key: string; label: string }
  templateId: string
  page: string
  data: Record<string, { value: string }>
  miniprogramState: string
}

const KEPT = 1_000

/** The messages sent since the last reset, kept in the data folder. */
export class MessageLog {
  private constructor(
    private readonly file: string,
    private messages: SentMessage[],
  ) {}

  /** Opens it; a broken file is CloudError `DATA_FILE_BROKEN`, but a last line torn by a crash is dropped. */
  static async open(dataFolder: string): Promise<MessageLog> {
    const file = path.join(dataFolder, 'messages.jsonl')
    if (!existsSync(file)) return new MessageLog(file, [])
    const lines = (await readFile(file, 'utf8')).split('\n')
    lines.pop()
    const messages = lines.map((line, index) => {
      try {
        return JSON.parse(line) as SentMessage
      } catch {
        throw new CloudError('DATA_FILE_BROKEN', `line ${index + 1} of the messages file ${file} is broken`)
      }
    })
    const log = new MessageLog(file, messages.slice(-KEPT))
    await log.rewrite()
    return log
  }

  async add(message: SentMessage): Promise<void> {
    this.messages.push(message)
    if (this.messages.length > KEPT) this.messages.shift()
    await appendFile(this.file, `${JSON.stringify(message)}\n`)
  }

  /** Newest first. */
  list(): SentMessage[] {
    return [...this.messages].reverse()
  }

  async clear(): Promise<void> {
    this.messages = []
    await this.rewrite()
  }

  private async rewrite(): Promise<void> {
    await writeDurably(this.file, this.messages.map((message) => `${JSON.stringify(message)}\n`).join(''))
  }
}
