import { calls } from './calls.js'
import { data } from './data.js'
import { h } from './dom.js'
import { messages } from './messages.js'
import { overview } from './overview.js'

const PARTS = {
  overview: ['总览', overview],
  data: ['数据', data],
  calls: ['调用', calls],
  messages: ['消息', messages],
}
const [nav, main, status] = ['nav', 'main', '#status'].map((selector) => document.querySelector(selector))

async function show() {
  const [name, ...rest] = location.hash.slice(1).split('/').map(decodeURIComponent)
  const current = PARTS[name] ? name : 'overview'
  nav.replaceChildren(
    ...Object.entries(PARTS).map(([key, [title]]) =>
      h('a', { href: `#${key}`, 'aria-current': key === current ? 'page' : undefined }, title),
    ),
  )
  status.textContent = '正在读取…'
  try {
    const part = await PARTS[current][1](show, rest)
    main.replaceChildren(...part)
    status.textContent = ''
  } catch (error) {
    status.textContent = `没有读到：${error.message}`
  }
}

window.addEventListener('hashchange', show)
window.addEventListener('unhandledrejection', (event) => {
  status.textContent = `没有成功：${event.reason?.message ?? event.reason}`
})
show()
