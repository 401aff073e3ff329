import { badField } from './templates'

describe('values of subscription message fields', () => {
  test.each([
    ['thing1', '二十个字以内的任何东西都可以写在这里哦', true],
    ['thing1', '这一句话的长度是二十一个字所以微信不会收下它的', false],
    ['thing1', '', false],
    ['thing1', '两\n行', false],
    ['phrase2', '处理中', true],
    ['phrase2', '已经处理完', true],
    ['phrase2', '已经处理完了', false],
    ['phrase2', 'OK', false],
    ['character_string3', '报-20250318-0007', false],
    ['character_string3', 'BX-20250318-0007', true],
    ['character_string3', 'x'.repeat(33), false],
    ['time4', '2025年10月1日 15:01', true],
    ['time4', '15:01', true],
    ['time4', '明天', false],
    ['date5', '2025-10-01', true],
    ['date5', '15:01', false],
    ['number6', '12.5', true],
    ['number6', '十二', false],
    ['name7', '张三丰', true],
    ['name7', '一二三四五六七八九十一', false],
    ['phone_number8', '+86-0766-66888866', true],
    ['unknown9', 'x', false],
  ])('%s = %j → %s', (field, value, fits) => {
    expect(badField([field], { [field]: { value } })).toBe(fits ? undefined : field)
  })

  test('a declared field that is missing is the one named', () => {
    expect(badField(['thing1', 'phrase2'], { thing1: { value: '路灯' } })).toBe('phrase2')
  })
})
