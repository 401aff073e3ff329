/**
 * The value limits of subscription message fields, by the type their key starts with.
 * Source: WeChat's documentation of subscribeMessage.send, "订阅消息参数值内容限制说明".
 */
const LIMITS: Record<string, (value: string) => boolean> = {
  thing: (value) => length(value) <= 20,
  number: (value) => /^-?\d+(\.\d+)?$/.test(value) && value.length <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => length(value) <= 5 && !/[\p{Script=Han}A-Za-z0-9]/u.test(value),
  character_string: (value) => value.length <= 32 && !/\p{Script=Han}/u.test(value),
  time: (value) => /\d{1,2}:\d{2}/.test(value) || DATE.test(value),
  date: (value) => DATE.test(value),
  amount: (value) => /^\D?\d{1,10}(\.\d+)?元?$/u.test(value),
  phone_number: (value) => /^[+\d() -]{1,17}$/.test(value),
  car_number: (value) => /^[\p{Script=Han}A-Za-z0-9]{1,8}$/u.test(value),
  name: (value) => (/\p{Script=Han}/u.test(value) ? length(value) <= 10 : length(value) <= 20),
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
  enum: () => true,
}
const DATE = /\d{4}(年|[-/.])\d{1,2}((月|[-/.])(\d{1,2}日?)?)?|\d{1,2}月\d{1,2}日/

const length = (value: string): number => [...value].length

/** The name of the first field WeChat would refuse (error 47003), or undefined when all are fine. */
export function badField(fields: Iterable<string>, data: Record<string, unknown>): string | undefined {
  for (const field of fields) {
    const value = (data[field] as { value?: unknown } | undefined)?.value
    const text = typeof value === 'number' ? String(value) : value
    const type = /^([a-z_]+?)\d*$/.exec(field)?.[1] ?? ''
    const fits = LIMITS[type]
    if (typeof text !== 'string' || text === '' || !fits?.(text)) return field
    // biome-ignore lint/suspicious/noControlCharactersInRegex: WeChat refuses line breaks and other control characters
    if (/[\u0000-\u001f]/.test(text)) return field
  }
  return undefined
}
