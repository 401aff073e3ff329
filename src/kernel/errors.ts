/** The ten ways an action can refuse (ARCHITECTURE §3). Programs branch on these; people never see them. */
export const errorCodes = [
  'invalid_input',
  'not_signed_in',
  'forbidden',
  'not_found',
  'conflict',
  'wrong_state',
  'rate_limited',
  'content_refused',
  'unavailable',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export interface AppErrorOptions {
  /** For forms: field path → Chinese sentence. */
  fields?: Record<string, string>
  /** For logs only: what a programmer needs. Never personal data. */
  detail?: string
  cause?: unknown
}

/**
 * The one expected failure. `code` is for programs, `userMessage` (Chinese, says what to do next) for people,
 * `fields` for forms, `message` for logs.
 */
export class AppError extends Error {
  readonly fields?: Record<string, string>

  constructor(
    readonly code: ErrorCode,
    readonly userMessage: string,
    options: AppErrorOptions = {},
  ) {
    super(options.detail ?? `${code}: ${userMessage}`, { cause: options.cause })
    this.name = 'AppError'
    if (options.fields) this.fields = options.fields
  }
}

/** What the actor may not know of and what does not exist answer with the same words. */
export const notFound = (): AppError => new AppError('not_found', '没有找到，可能已被撤下，或您看不到它。')

export const forbidden = (userMessage: string, detail?: string): AppError =>
  new AppError('forbidden', userMessage, detail === undefined ? {} : { detail })

export const wrongState = (userMessage: string, detail?: string): AppError =>
  new AppError('wrong_state', userMessage, detail === undefined ? {} : { detail })

/** Someone else was first: the version the actor saw is no longer the newest. */
export const staleVersion = (): AppError => new AppError('conflict', '刚刚有人处理过这一条，请刷新后再办。')
