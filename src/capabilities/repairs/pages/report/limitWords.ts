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
      if (amount < 1) return '马上'
      return amount >= 24 ? `${Math.round(amount / 24)}天内` : `${amount}小时内`
  }
}

/** Who and by when, before anything is submitted: "物业来办，一般3个工作日内办好。" */
export const promiseOf = ({ lead, limit }: Category): string =>
  limit.unit === 'eh' && limit.amount < 1
    ? `${orgWords[lead[0]]}来办，${within(limit)}派人。`
    : `${orgWords[lead[0]]}来办，一般${within(limit)}办好。`
