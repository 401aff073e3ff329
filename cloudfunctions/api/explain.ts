import type * as z from 'zod/mini'
import { AppError } from '@/kernel/errors'

type Issue = z.core.$ZodIssue

/** One schema issue in words a person can act on. */
export function explainIssue(issue: Issue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `不认识的内容：${issue.keys.join('、')}`
    case 'too_big':
      if (issue.origin === 'string') return `最多写${issue.maximum}个字。`
      return issue.origin === 'array' ? `最多${issue.maximum}个。` : `不能大于${issue.maximum}。`
    case 'too_small':
      if (issue.origin === 'string') return Number(issue.minimum) > 1 ? `至少写${issue.minimum}个字。` : '这一项要填。'
      return issue.origin === 'array' ? `至少要${issue.minimum}个。` : `不能小于${issue.minimum}。`
    case 'invalid_type':
      return issue.input === undefined ? '这一项要填。' : '这一项填得不对。'
    default:
      return '这一项填得不对。'
  }
}

/** Schema issues as one `invalid_input`: the first says what to do, `fields` names each place. */
export function invalidInput(issues: readonly Issue[]): AppError {
  const fields: Record<string, string> = {}
  for (const issue of issues) fields[issue.path.map(String).join('.')] ??= explainIssue(issue)
  const [first] = Object.entries(fields)
  const userMessage = first?.[1] ?? '填写的内容不对，请检查后再交。'
  return new AppError('invalid_input', userMessage, {
    fields,
    detail: `invalid input: ${Object.keys(fields).join(', ')}`,
  })
}
