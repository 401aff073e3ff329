import { capabilities } from '../index'
import { messageTemplates } from './contract'
import { cut, messageData, messageTemplatesManifest, pageOf, templateFor, templateIds } from './templates'
import { casePages } from './words'

describe('what WeChat takes', () => {
  test.each([
    ['thing1', '刚刚好二十个字刚刚好二十个字刚刚好二十个', '刚刚好二十个字刚刚好二十个字刚刚好二十个'],
    ['thing1', '二十一个字就太长了二十一个字就太长了一二三', '二十一个字就太长了二十一个字就太长了一…'],
    ['thing2', '第一行\n第二行', '第一行 第二行'],
    ['thing2', '  ', '无'],
    ['thing2', '😀'.repeat(21), `${'😀'.repeat(19)}…`],
    ['phrase3', '已派单（物业）给您', '已派单物业'],
    ['phrase3', 'ok', '无'],
    ['character_string4', '报-20250318-0007', '-20250318-0007'],
    ['character_string4', 'x'.repeat(40), 'x'.repeat(32)],
    ['time5', '2025-05-08 16:00', '2025-05-08 16:00'],
  ])('%s: %s', (field, value, expected) => {
    expect(cut(field, value)).toBe(expected)
  })

  test('a message fills every field of its template', () => {
    const createdAt = Date.UTC(2025, 4, 8, 8)
    for (const template of messageTemplates)
      expect(messageData(template, { title: '请您评价', text: '', createdAt })).toEqual({
        thing1: '请您评价',
        thing2: '请您评价',
        time3: '2025-05-08 16:00',
      })
  })
})

describe('which template', () => {
  test.each([
    ['grid:BLHY', 'repairs.submitted', 'task'],
    ['property:BLHY', 'repairs.verified', 'task'],
    ['person:p1', 'repairs.dispatched', 'progress'],
    ['person:p1', 'repairs.verified', 'result'],
    ['person:p1', undefined, 'progress'],
  ])('%s hears of %s by %s', (audience, event, template) => {
    expect(templateFor(audience, event)).toBe(template)
  })
})

test('ids come from the environment, and the manifest declares the same', () => {
  const environment = { WUQUAN_TEMPLATE_TASK: 'tpl-9', WUQUAN_TEMPLATE_RESULT: '' }
  expect(templateIds(environment)).toEqual({ progress: 'local-progress', task: 'tpl-9', result: 'local-result' })
  expect(messageTemplatesManifest(environment)).toMatchObject({
    'tpl-9': { fields: { thing1: '事项', thing2: '说明', time3: '时间' } },
  })
})

test('a message opens its case where the reader goes on with it, or the progress page', () => {
  const repair = { caseKind: 'repairs', caseId: 'c1' }
  expect(pageOf('progress', repair)).toBe('capabilities/repairs/pages/case/index?id=c1')
  expect(pageOf('task', repair)).toBe('capabilities/repairs/pages/handle/index?id=c1')
  expect(pageOf('task', { caseKind: 'unheard-of', caseId: 'c1' })).toBe('pages/progress/index')
})

test('every page a message opens is registered', () => {
  const registered = capabilities.flatMap(({ name, pages }) => pages.map((page) => `capabilities/${name}/${page}`))
  const opened = Object.values(casePages).flatMap(({ follow, handle }) => [follow, handle])
  for (const page of opened.filter((one) => one.startsWith('capabilities/'))) expect(registered).toContain(page)
})
