import { aria } from './aria'

const platform = process.env.TARO_ENV
afterEach(() => {
  process.env.TARO_ENV = platform as never
})

test('the browser hears role and aria-*, and a state that is false is still said', () => {
  process.env.TARO_ENV = 'h5'
  expect(aria({ role: 'switch', label: '长辈版', checked: false, selected: undefined })).toEqual({
    role: 'switch',
    'aria-label': '长辈版',
    'aria-checked': false,
  })
})

test('WeChat hears the camel names its templates bind', () => {
  process.env.TARO_ENV = 'weapp'
  expect(aria({ role: 'button', disabled: true })).toEqual({ ariaRole: 'button', ariaDisabled: true })
})
