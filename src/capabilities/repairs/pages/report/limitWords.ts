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

/** 即时: someone is sent at once; "done by" would promise too much. */
export const isAtOnce = ({ limit }: Category): boolean => limit.unit === 'eh' && limit.amount < 1

/** Who and by when, before anything is submitted: "3个工作日内，物业办好。" */
export const promiseOf = (category: Category): string => {
  const who = orgWords[category.lead[0]]
  return isAtOnce(category) ? `${who}马上派人。` : `${within(category.limit)}，${who}办好。`
}
