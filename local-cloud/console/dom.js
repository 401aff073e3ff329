/** An element with attributes and children; text is always text, so a document can never become a page. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.flat().map((child) => (child instanceof Node ? child : String(child ?? ''))))
  return element
}

/** A table from column titles and rows of cells; a number is set to the right. */
export function table(titles, rows) {
  const cell = (value) =>
    typeof value === 'number'
      ? h('td', { class: 'number' }, value)
      : h('td', {}, value instanceof Node ? value : (value ?? ''))
  if (rows.length === 0) return h('p', { class: 'quiet' }, '还没有。')
  return h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        titles.map((title) => h('th', { scope: 'col' }, title)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((row) => h('tr', {}, row.map(cell))),
    ),
  )
}

/** JSON that unfolds. */
export function folded(title, value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return h('details', {}, h('summary', {}, title), h('pre', {}, text))
}

/** Beijing time, to the second. */
export function clockText(iso) {
  return new Date(iso).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })
}
