import { randomUUID } from 'node:crypto'
import type { VirtualClock } from '../clock'
import { CloudError } from '../errors'
import type { Personas } from '../identity/personas'
import type { CloudManifest } from '../manifest'
import { qrImage } from './images'
import type { MessageLog } from './messages'
import { badField } from './templates'

type Json = Record<string, unknown>

/** One scripted reply: given for the next `times` calls of `apiName` instead of the stand-in's own. */
export interface ScriptedReply {
  apiName: string
  reply: Json
  times: number
}

/** A call as it was answered, for inspection. `at` is virtual time. */
export interface WeChatCall {
  at: string
  apiName: string
  request: Json
  reply: Json
}

export interface WeChatOptions {
  manifest: Pick<CloudManifest, 'messageTemplates'>
  clock: VirtualClock
  personas: Personas
  messages: MessageLog
  /** Hands an event to the function that receives WeChat's pushes; absent when none does. */
  push: ((event: Json) => void) | undefined
  /** Address of the H5 app, which local mini program codes point to. */
  appUrl: () => string
}

/** The names of the open API and of its HTTP paths, which mean the same call. */
const NAMES: Record<string, string> = {
  'subscribeMessage.send': 'subscribeMessage.send',
  '/cgi-bin/message/subscribe/send': 'subscribeMessage.send',
  'security.msgSecCheck': 'security.msgSecCheck',
  msg_sec_check: 'security.msgSecCheck',
  '/wxa/msg_sec_check': 'security.msgSecCheck',
  'security.mediaCheckAsync': 'security.mediaCheckAsync',
  '/wxa/media_check_async': 'security.mediaCheckAsync',
  'wxacode.getUnlimited': 'wxacode.getUnlimited',
  'wxacode.getunlimited': 'wxacode.getUnlimited',
  '/wxa/getwxacodeunlimit': 'wxacode.getUnlimited',
  'phonenumber.getPhoneNumber': 'phonenumber.getPhoneNumber',
  '/wxa/business/getuserphonenumber': 'phonenumber.getPhoneNumber',
}

/** The text WeChat's documentation gives for trying out a refusal of msgSecCheck. */
const RISKY_TEXT = '特3456书yuuo莞6543李zxcz蒜7782法fgnv级'
const RISKY = { suggest: 'risky', label: 20006 }
const PASS = { suggest: 'pass', label: 100 }
const OK = { errcode: 0, errmsg: 'ok' }
const KEPT_CALLS = 200

/** A stand-in for WeChat's open API: answers what the product uses, records it, and refuses loudly what it does not know. */
export class WeChat {
  private readonly scripted: ScriptedReply[] = []
  private readonly calls: WeChatCall[] = []

  constructor(private readonly options: WeChatOptions) {}

  /**
   * Answers one call; keys of `request` may be written as in HTTP (`template_id`) or as in the cloud SDK (`templateId`).
   * An error of WeChat is a reply with its `errcode`; a name nobody built is CloudError `INVALID_ACTION`.
   */
  async call(apiName: string, request: Json): Promise<Json> {
    const name = canonical(apiName)
    const reply = this.takeScripted(name) ?? (await this.answer(name, snakeKeys(request)))
    this.calls.push({ at: this.time(), apiName: name, request, reply })
    if (this.calls.length > KEPT_CALLS) this.calls.shift()
    return reply
  }

  /** Newest first. */
  list(): WeChatCall[] {
    return [...this.calls].reverse()
  }

  /** Sets the reply of the next calls of an API. */
  script(reply: ScriptedReply): void {
    this.scripted.push({ ...reply, apiName: canonical(reply.apiName) })
  }

  /** Forgets calls and scripted replies. */
  clear(): void {
    this.calls.length = 0
    this.scripted.length = 0
  }

  private answer(name: string, request: Json): Promise<Json> | Json {
    switch (name) {
      case 'subscribeMessage.send':
        return this.sendMessage(request)
      case 'security.msgSecCheck':
        return checkText(request)
      case 'security.mediaCheckAsync':
        return this.checkMedia(request)
      case 'wxacode.getUnlimited':
        return this.unlimitedCode(request)
      case 'phonenumber.getPhoneNumber':
        return this.phoneNumber(request)
      default:
        throw new CloudError('INVALID_ACTION', `the WeChat stand-in has no API ${name}`)
    }
  }

  private async sendMessage(request: Json): Promise<Json> {
    const { touser, template_id: templateId, data, page, miniprogram_state: state } = request
    if (typeof touser !== 'string' || touser === '') return error(40003, 'invalid openid')
    const persona = this.options.personas.withOpenid(touser)
    if (!persona) return error(40003, 'invalid openid')
    const template = typeof templateId === 'string' ? this.options.manifest.messageTemplates?.[templateId] : undefined
    if (typeof templateId !== 'string' || !template) return error(40037, 'invalid template_id')
    const values = typeof data === 'object' && data !== null ? (data as Json) : {}
    const bad = badField(Object.keys(template.fields), values)
    if (bad !== undefined) return error(47003, `argument invalid! data.${bad}.value is invalid`)
    await this.options.messages.add({
      id: randomUUID(),
      at: this.time(),
      touser,
      persona: { key: persona.key, label: persona.label },
      templateId,
      page: typeof page === 'string' ? page : '',
      data: values as Record<string, { value: string }>,
      miniprogramState: typeof state === 'string' ? state : 'formal',
    })
    return OK
  }

  private checkMedia(request: Json): Json {
    const { push } = this.options
    if (!push)
      throw new CloudError('INVALID_ACTION', 'no function receives pushes: name one as pushFunction in the manifest')
    if (typeof request.media_url !== 'string') return error(40004, 'invalid media type')
    const traceId = randomUUID()
    // WeChat takes up to half an hour; the verdict comes at once here, but never before the reply
    setImmediate(() =>
      push({
        ToUserName: 'gh_local',
        FromUserName: String(request.openid ?? ''),
        CreateTime: Math.floor(this.options.clock.now() / 1000),
        MsgType: 'event',
        Event: 'wxa_media_check',
        appid: 'wx0000000000000000',
        trace_id: traceId,
        version: 2,
        errcode: 0,
        errmsg: 'ok',
        result: /risky/.test(String(request.media_url)) ? RISKY : PASS,
        detail: [],
      }),
    )
    return { ...OK, trace_id: traceId }
  }

  private async unlimitedCode(request: Json): Promise<Json> {
    const { scene, page } = request
    // 32 visible characters: WeChat's documentation of getUnlimitedQRCode
    if (typeof scene !== 'string' || !/^[\w!#$&'()*+,/:;=?@\-.~]{1,32}$/.test(scene))
      return error(40169, 'invalid length for scene, or the data is not json string')
    const target = `${this.options.appUrl()}/#/${typeof page === 'string' ? page : ''}?scene=${encodeURIComponent(scene)}`
    return { ...OK, contentType: 'image/png', buffer: await qrImage(target) }
  }

  private phoneNumber(request: Json): Json {
    const digits = /^local-phone-(\d{4,11})$/.exec(String(request.code))?.[1]
    if (digits === undefined) return error(40029, 'invalid code')
    const timestamp = Math.floor(this.options.clock.now() / 1000)
    const watermark = { timestamp, appid: 'wx0000000000000000' }
    return { ...OK, phone_info: { phoneNumber: digits, purePhoneNumber: digits, countryCode: '86', watermark } }
  }

  private takeScripted(name: string): Json | undefined {
    const index = this.scripted.findIndex((reply) => reply.apiName === name)
    const found = this.scripted[index]
    if (!found) return undefined
    found.times -= 1
    if (found.times <= 0) this.scripted.splice(index, 1)
    return found.reply
  }

  private time(): string {
    return new Date(this.options.clock.now()).toISOString()
  }
}

function canonical(apiName: string): string {
  const name = NAMES[apiName]
  if (name === undefined) throw new CloudError('INVALID_ACTION', `the WeChat stand-in has no API ${apiName}`)
  return name
}

function checkText(request: Json): Json {
  const { content, version } = request
  if (typeof content !== 'string' || content === '') return error(44002, 'empty post data')
  // 2,500 characters: WeChat's documentation of msgSecCheck
  if ([...content].length > 2_500) return error(45002, 'content size out of limit')
  const risky = content.includes(RISKY_TEXT)
  if (Number(version) !== 2) return risky ? error(87014, 'risky content') : OK
  if (typeof request.openid !== 'string' || request.openid === '') return error(40003, 'invalid openid')
  return { ...OK, trace_id: randomUUID(), result: risky ? RISKY : PASS, detail: [] }
}

function error(errcode: number, errmsg: string): Json {
  return { errcode, errmsg }
}

/** `templateId` → `template_id`, at the top level only: below it keys are the caller's data. */
function snakeKeys(request: Json): Json {
  return Object.fromEntries(
    Object.entries(request).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
