import { ask } from './cloud.js'
import { clockText, h, table } from './dom.js'

const MODES = { real: '真实时间', pinned: '停住', ticking: '走动' }

/** Clock, timers, seeds and personas. */
export async function overview(refresh) {
  const [health, { timers }, { personas }] = await Promise.all([ask('health'), ask('timers'), ask('personas')])
  const act = (path, body) => async () => refresh(await ask(path, { method: 'POST', body }))
  const time = h('input', { type: 'datetime-local', step: '1', 'aria-label': '北京时间' })
  const setClock = (ticking) => async () => {
    if (time.value) refresh(await ask('clock', { method: 'POST', body: { now: `${time.value}+08:00`, ticking } }))
  }
  return [
    h('h2', {}, '时钟'),
    h('p', {}, `${clockText(health.clock.now)}（${MODES[health.clock.mode]}）`),
    h(
      'div',
      { class: 'bar' },
      time,
      h('button', { onclick: setClock(false) }, '停在这一刻'),
      h('button', { onclick: setClock(true) }, '从这一刻走起'),
      h('button', { onclick: act('clock', { now: null }) }, '真实时间'),
    ),
    h('h2', {}, '数据'),
    h('p', {}, `环境 ${health.env}，数据夹 ${health.dataFolder}，种子 ${health.seed ?? '无'}`),
    h(
      'div',
      { class: 'bar' },
      ['demo', 'empty'].map((seed) =>
        h(
          'button',
          { onclick: () => confirm(`清空全部数据，换成 ${seed}？`) && act('reset', { seed })() },
          `重置为 ${seed}`,
        ),
      ),
    ),
    h('h2', {}, '定时器'),
    table(
      ['名称', '函数', '表达式', '下次', ''],
      timers.map((timer) => [
        timer.name,
        timer.function,
        timer.cron,
        timer.next ? clockText(timer.next) : '时钟停住',
        h('button', { onclick: act(`timers/${timer.name}`) }, '现在触发'),
      ]),
    ),
    h('h2', {}, '身份'),
    table(
      ['键', '称呼', '分组', 'openid', '说明'],
      personas.map((persona) => [persona.key, persona.label, persona.group, persona.openid, persona.note]),
    ),
  ]
}
