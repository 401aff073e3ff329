import type { MessageTemplate } from './contract'

/** What each template's fields are called on WeChat's side, and which of our facts fills them. */
export const templateFields: Readonly<
  Record<MessageTemplate, Readonly<Record<string, { readonly label: string; readonly fact: 'title' | 'text' | 'at' }>>>
> = {
  progress: {
    thing1: { label: '进度', fact: 'title' },
    thing2: { label: '说明', fact: 'text' },
    time3: { label: '时间', fact: 'at' },
  },
  task: {
    thing1: { label: '事项', fact: 'title' },
    thing2: { label: '说明', fact: 'text' },
    time3: { label: '时间', fact: 'at' },
  },
  result: {
    thing1: { label: '结果', fact: 'title' },
    thing2: { label: '说明', fact: 'text' },
    time3: { label: '时间', fact: 'at' },
  },
}

/** Events that end the waiting of whoever reported: told with the `result` template, everything else with `progress`. */
export const resultEvents: readonly string[] = [
  'repairs.verified',
  'repairs.closedUnrated',
  'repairs.closedUnresolved',
  'repairs.declined',
  'repairs.transferred',
]

/**
 * The page a message opens, by the kind of case: whoever has a task lands where it is done, everyone else where they
 * follow it. Kinds without a page open the progress tab.
 */
export const casePages: Readonly<Record<string, { readonly follow: string; readonly handle: string }>> = {
  repairs: { follow: 'capabilities/repairs/pages/case/index', handle: 'capabilities/repairs/pages/handle/index' },
  grants: { follow: 'pages/mine/index', handle: 'pages/mine/index' },
}
export const defaultPage = 'pages/progress/index'

export const refusals = {
  notAnId: '没有这条消息，请刷新后再看。',
} as const
