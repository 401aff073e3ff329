import Taro from '@tarojs/taro'

/**
 * Addresses of the pages that others open. Capabilities do not import each other; they meet here, and a deep link in a
 * message uses the same words.
 */
export const routes = {
  report: '/capabilities/repairs/pages/report/index',
  repair: (id: string) => `/capabilities/repairs/pages/case/index?id=${id}`,
  inbox: '/capabilities/notifications/pages/inbox/index',
  workbench: '/capabilities/repairs/pages/workbench/index',
  staffRepair: (id: string) => `/capabilities/repairs/pages/handle/index?id=${id}`,
  ledger: '/capabilities/ledger/pages/report/index',
  codes: '/capabilities/places/pages/codes/index',
  grants: '/capabilities/people/pages/grants/index',
} as const

export type TabName = 'home' | 'progress' | 'community' | 'mine'

/** Opens a page over this one. */
export const open = (url: string): void => void Taro.navigateTo({ url })

/** Takes this page's place: going back does not lead here again. */
export const replaceWith = (url: string): void => void Taro.redirectTo({ url })

export const openTab = (name: TabName): void => void Taro.switchTab({ url: `/pages/${name}/index` })

/** Where a message about a case leads: staff do their work on their own page, everyone else sees the resident's. */
export const caseRoute = (kind: string, id: string, staff: boolean): string | null => {
  if (kind !== 'repairs') return null
  return staff ? routes.staffRepair(id) : routes.repair(id)
}
