import { ask } from './cloud.js'
import { clockText, folded, h, table } from './dom.js'

/** The last function calls: cost, plans, console output and why they failed. */
export async function calls() {
  const { calls: list } = await ask('calls')
  return [
    h('h2', {}, '最近 200 次调用'),
    table(
      ['时刻', '函数', '动作', '谁', '结果', '毫秒', '往返', '请求', '检查', '返回', '详情'],
      list.map((call) => [
        clockText(call.at),
        call.function,
        call.action ?? call.trigger,
        call.persona ?? '—',
        h('span', { class: call.outcome === 'ok' ? 'done' : 'late' }, call.outcome),
        call.ms,
        call.stats.waves,
        call.stats.requests,
        call.stats.examined,
        call.stats.returned,
        folded('看', { requestId: call.requestId, failure: call.failure, plans: call.plans, logs: call.logs }),
      ]),
    ),
  ]
}
