import * as z from 'zod/mini'
import { type Action, action } from '@/kernel/action'
import { photoSchema } from '@/kernel/schemas'

/** A photo's most bytes; the platform caps a whole call at 6 MB, and base64 makes 4/3 of it. */
export const photoMaxBytes = 4 * 1024 * 1024

export const upload = action({
  name: 'files.upload',
  kind: 'write',
  summary: 'Keep a photo (JPEG or PNG by content): metadata removed, thumbnail made, private until a case shows it.',
  who: 'signedIn',
  input: z.strictObject({ base64: z.string().check(z.minLength(1)) }),
  output: photoSchema,
})

export const fileActions: readonly Action[] = [upload]
