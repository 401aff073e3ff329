import { capabilities } from './capabilities/index'

const local = process.env.WUQUAN_LOCAL === '1'

const tab = (name: string, text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  iconPath: `ui/tab/${name}.png`,
  selectedIconPath: `ui/tab/${name}-on.png`,
})

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/progress/index',
    'pages/community/index',
    'pages/mine/index',
    'pages/scan/index',
    ...(local ? ['pages/gallery/index'] : []),
  ],
  subPackages: capabilities.map(({ name, pages }) => ({ root: `capabilities/${name}`, pages })),
  tabBar: {
    color: '#5C574F',
    selectedColor: '#B3261E',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [tab('home', '首页'), tab('progress', '进度'), tab('community', '小区'), tab('mine', '我的')],
  },
  window: {
    navigationBarTitleText: '五全小区',
    navigationBarBackgroundColor: '#F6F4EF',
    navigationBarTextStyle: 'black',
    backgroundColor: '#F6F4EF',
    backgroundTextStyle: 'dark',
  },
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
})
