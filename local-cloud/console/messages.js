import { ask } from './cloud.js'
import { clockText, folded, h, table } from './dom.js'

/** Subscription messages that would have been sent, and every call of WeChat. */
export async function messages(refresh) {
  const [{ messages: sent }, { calls }] = await Promise.all([ask('messages'), ask('wechat')])
  return [
    h('h2', {}, '本会发出的订阅消息'),
    h(
      'div',
      { class: 'bar' },
      h('button', { onclick: async () => refresh(await ask('messages', { method: 'DELETE' })) }, '清空'),
    ),
    table(
      ['时刻', '给谁', '模板', '内容', '页面'],
      sent.map((message) => [
        clockText(message.at),
        message.persona?.label ?? message.touser,
        message.templateId,
        Object.values(message.data)
          .map(({ value }) => value)
          .join('；'),
        message.page,
      ]),
    ),
    h('h2', {}, '微信接口'),
    table(
      ['时刻', '接口', '错误码', '详情'],
      calls.map((call) => [clockText(call.at), call.apiName, call.reply.errcode ?? 0, folded('看', call)]),
    ),
  ]
}
