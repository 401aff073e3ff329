import { badQuery, unsupported } from './texts'
import type { Regex } from './values'

/**
 * A JavaScript expression for a PCRE one. Options i, m, s, x are MongoDB's; the SDK also passes JavaScript's g, u and y,
 * which change nothing for a yes-or-no match. Syntax JavaScript does not have is an error, not a guess.
 */
export function compileRegex(pattern: string, options: string): RegExp {
  let flags = ''
  for (const option of new Set(options)) {
    if (option === 'i' || option === 'm' || option === 's') flags += option
    else if (option === 'x') throw unsupported('regular expression option x')
    else if (option !== 'g' && option !== 'u' && option !== 'y') {
      throw badQuery(`invalid flag in regex options: ${option}`)
    }
  }
  try {
    return new RegExp(pattern, `${flags}u`)
  } catch {
    // PCRE allows escapes that JavaScript's unicode mode refuses, such as \- outside a class
  }
  try {
    return new RegExp(pattern, flags)
  } catch (error) {
    throw badQuery(`Regular expression is invalid: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The literal text every match must start with: '' unless the pattern is anchored and case-sensitive. */
export function literalPrefix(regex: Regex): string {
  if (/[imx]/.test(regex.options) || !regex.pattern.startsWith('^') || regex.pattern.includes('|')) return ''
  const literal = /^[^\\^$.|?*+()[\]{}]*/.exec(regex.pattern.slice(1))?.[0] ?? ''
  const next = regex.pattern[1 + literal.length]
  // a quantifier belongs to the last character, which then need not be there
  return next !== undefined && '?*+{'.includes(next) ? Array.from(literal).slice(0, -1).join('') : literal
}
