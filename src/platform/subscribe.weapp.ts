import Taro from '@tarojs/taro'
import type { SubscribeAnswer, SubscribePort } from './ports'

const answers: readonly string[] = ['accept', 'reject', 'ban', 'filter']
const isAnswer = (value: unknown): value is SubscribeAnswer => typeof value === 'string' && answers.includes(value)

export const subscribe: SubscribePort = {
  async ask(templateIds) {
    const ids = templateIds.slice(0, 3)
    if (ids.length === 0) return {}
    const said: Record<string, unknown> = { ...(await Taro.requestSubscribeMessage({ tmplIds: ids, entityIds: [] })) }
    const result: Record<string, SubscribeAnswer> = {}
    for (const id of ids) {
      const answer = said[id]
      if (isAnswer(answer)) result[id] = answer
    }
    return result
  },
}
