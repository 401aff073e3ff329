import { AppError } from '@/kernel/errors'
import { refusals } from './words'

/** Photos one person may upload a day (Shanghai): five reports full of photos. */
export const dailyUploads = 30

/** @throws AppError `rate_limited` once today's photos are used up; two uploads at once may pass the last place */
export function checkQuota(uploadedToday: number): void {
  if (uploadedToday >= dailyUploads) throw new AppError('rate_limited', refusals.dayFull)
}
