import { AppError } from '@/kernel/errors'
import { refusals } from '../words'

/** A picture that will not do, in the words of `refusals`. `detail` is for logs and never holds picture content. */
export const badPhoto = (why: keyof typeof refusals, detail: string, cause?: unknown): AppError =>
  new AppError('invalid_input', refusals[why], {
    fields: { base64: refusals[why] },
    detail: `photo refused (${why}): ${detail}`,
    cause,
  })

/**
 * The most pixels decoded: a phone camera's full 4032 × 3024. jpeg-js needs some 30 bytes a pixel while it works;
 * measured on two cores: 12 million pixels 2.3 s and 430 MB resident, 16 million 3.7 s and 620 MB, 40 million 8 s and
 * 1.2 GB, more than a function has. The client sends 1,600 pixels a side at most, so this bounds only what did not
 * come from it. The function that decodes needs 512 MB.
 */
export const maxPixels = 12_500_000

/** Checks the size an image claims to have, before anything is decoded. */
export function checkSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw badPhoto('unreadable', `${width}x${height}`)
  if (width * height > maxPixels) throw badPhoto('tooManyPixels', `${width}x${height}`)
}
