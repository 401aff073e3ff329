import type { Limit } from '@/kernel/workingTime'
import type { Category } from '../../categories'
import { orgWords } from '../../words'

function within({ amount, unit }: Limit): string {
  switch (unit) {
    case 'wd':
      return `${amount}个工作日内`
    case 'wh':
      return `${amount}个工作小时内`
    case 'eh':
      return amount >= 24 ? `${Math.round(amount / 24)}天内` : `${amount}小时内`
  }
}

/** Who and by when, before anything is submitted: "3个工作日内，物业办好。" */
export const promiseOf = ({ lead, limit }: Category): string =>
  limit.unit === 'eh' && limit.amount < 1
    ? `${orgWords[lead[0]]}马上派人。`
    : `${within(limit)}，${orgWords[lead[0]]}办好。`
