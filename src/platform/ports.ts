/**
 * What differs between WeChat and the browser, one interface a module. Each module `x` has a twin `x.weapp.ts` and
 * `x.h5.ts` which the build chooses between; `x.ts` is what tools that know no platforms see.
 */

/** The request of ARCHITECTURE §3. */
export interface ApiRequest {
  action: string
  input: unknown
  clientId?: string
}

export interface CloudPort {
  /** Once, at launch. */
  start(): void
  /** The function's reply, unparsed. Throws `TransportError`. */
  invoke(request: ApiRequest): Promise<unknown>
}

/** A photo kept on this device until it is forgotten; `ref` survives a restart, `url` is for showing it now. */
export interface KeptPhoto {
  ref: string
  url: string
}

export interface FilesPort {
  /** Lets the person take or choose photos; each is turned into a JPEG of at most 1,600 px a side, about 600 KB at
   * most, and kept. Empty when they change their mind. Throws `AppError` for a picture that cannot be read. */
  choose(max: number): Promise<KeptPhoto[]>
  /** An address to show, or null when the photo is gone. */
  url(ref: string): Promise<string | null>
  /** The JPEG's bytes in base64, or null when the photo is gone. */
  base64(ref: string): Promise<string | null>
  forget(ref: string): Promise<void>
}

export interface ScanPort {
  /** Without a scanner the page offers to type or to choose instead. */
  readonly supported: boolean
  /** What the code says, or the path of a mini program code; null when the person turned back. */
  scan(): Promise<string | null>
}

export type SubscribeAnswer = 'accept' | 'reject' | 'ban' | 'filter'

export interface SubscribePort {
  /** Asks for at most three templates, only straight from a tap. Answers by template id; empty where there are none. */
  ask(templateIds: string[]): Promise<Record<string, SubscribeAnswer>>
}

export interface PrivacyPort {
  /** True when the person has agreed to the privacy guide, asking now if need be. */
  require(): Promise<boolean>
  /** Opens the platform's own text of it; false where there is none. */
  openGuide(): Promise<boolean>
}

export interface PhonePort {
  call(number: string): void
}

export interface FontPort {
  /** Has this person set large letters on the phone or in WeChat? Decides elder mode on the first start. */
  isLarge(): boolean
}

export interface PreviewPort {
  /** Shows pictures full screen, beginning with `index`. */
  open(urls: string[], index: number): void
}

export interface NetworkPort {
  /** Calls back whenever the network comes back. */
  onBack(listener: () => void): void
}
