import { ask } from './cloud.js'
import { folded, h, table } from './dom.js'

/** Collections, and the documents of one of them page by page. Read only. */
export async function data(_refresh, [name, after]) {
  if (!name) {
    const { collections } = await ask('collections')
    return [
      h('h2', {}, '集合'),
      table(
        ['集合', '文档', '索引'],
        collections.map((collection) => [
          h('a', { href: `#data/${collection.name}` }, collection.name),
          collection.count,
          collection.indexes.join('、'),
        ]),
      ),
    ]
  }
  const query = after ? `?after=${encodeURIComponent(after)}` : ''
  const { documents, next } = await ask(`documents/${name}${query}`)
  return [
    h('h2', {}, h('a', { href: '#data' }, '集合'), ` / ${name}`),
    table(
      ['_id', '文档'],
      documents.map((document) => [document._id, folded(summary(document), document)]),
    ),
    next ? h('p', {}, h('a', { href: `#data/${name}/${encodeURIComponent(next)}` }, '下一页')) : '',
  ]
}

function summary(document) {
  const { _id, ...rest } = document
  return JSON.stringify(rest).slice(0, 120)
}
