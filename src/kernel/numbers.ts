import { parseShanghai } from './dates'

/** The character that begins a case number, by kind of case (DOMAIN §3). */
export const numberPrefixes = {
  repairs: '报',
  wishes: '愿',
  suggestions: '建',
  supervision: '监',
  tasks: '任',
} as const
export type NumberedKind = keyof typeof numberPrefixes

/** What a case number says. */
export interface CaseNumber {
  readonly kind: NumberedKind
  /** The day it was given, `YYYY-MM-DD`, Shanghai. */
  readonly day: string
  /** 1, 2, 3, … within the kind and day. */
  readonly sequence: number
}

/**
 * The number people see: `报-20250318-0007`. Four digits, more only past 9,999 cases of one kind in one day.
 * Throws RangeError when the day does not exist or the sequence is not a positive whole number.
 */
export function formatNumber(kind: NumberedKind, day: string, sequence: number): string {
  if (day.length !== 10) throw new RangeError(`not a day: ${day}`)
  parseShanghai(day)
  if (!(Number.isSafeInteger(sequence) && sequence > 0)) throw new RangeError(`not a sequence: ${sequence}`)
  return `${numberPrefixes[kind]}-${day.replace(/-/g, '')}-${String(sequence).padStart(4, '0')}`
}

/** Reads a case number; undefined when `text` is not exactly one. */
export function parseNumber(text: string): CaseNumber | undefined {
  const [, prefix, year, month, date, digits] = /^(.)-(\d{4})(\d{2})(\d{2})-(\d{4,9})$/.exec(text) ?? []
  const kinds = Object.keys(numberPrefixes) as NumberedKind[]
  const kind = kinds.find((one) => numberPrefixes[one] === prefix)
  if (kind === undefined) return undefined
  const number = { kind, day: `${year}-${month}-${date}`, sequence: Number(digits) }
  try {
    return formatNumber(number.kind, number.day, number.sequence) === text ? number : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
