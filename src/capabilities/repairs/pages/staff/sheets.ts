import type { RepairCommandName, SuspendReason } from '../../contract'
import { suspendReasons } from '../../contract'
import { suspendWords } from '../../words'

/** One thing a command asks for. `name` is the field of its contract. */
export type FieldSpec =
  | { readonly kind: 'handler'; readonly name: 'handler' }
  | { readonly kind: 'merge'; readonly name: 'intoId' }
  | {
      readonly kind: 'text'
      readonly name: string
      readonly label: string
      /** Fewest and most characters the contract takes; 0 = may stay empty. */
      readonly least: number
      readonly most: number
      /** Ready sentences to tap instead of typing. */
      readonly phrases?: readonly string[]
      readonly start?: string
    }
  | {
      readonly kind: 'choice'
      readonly name: string
      readonly label: string
      readonly options: readonly { readonly value: SuspendReason; readonly word: string }[]
    }
  | {
      readonly kind: 'days'
      readonly name: string
      readonly label: string
      readonly unit: string
      readonly most: number
      readonly start: number
    }

export interface SheetSpec {
  /** What giving the command means, said before it is given. */
  readonly say: string
  readonly confirm: string
  readonly danger?: true
  readonly fields: readonly FieldSpec[]
}

type TextSpec = Extract<FieldSpec, { kind: 'text' }>

/** A reason of the contract: 2 to 500 characters. */
const why = (label: string, phrases: readonly string[], name = 'reason'): TextSpec => ({
  kind: 'text',
  name,
  label,
  least: 2,
  most: 500,
  phrases,
})
const note = (label: string): TextSpec => ({ kind: 'text', name: 'note', label, least: 0, most: 500 })

/** Every command that asks before it acts, as data: one sheet draws them all. 开始处理 and 通过 are a single tap. */
export const sheets: Readonly<Partial<Record<RepairCommandName, SheetSpec>>> = {
  dispatch: {
    say: '选好由谁来修，对方马上会收到通知。',
    confirm: '确定',
    fields: [{ kind: 'handler', name: 'handler' }, note('给办理人的话')],
  },
  decline: {
    say: '居民会看到原因，和该去找谁。',
    confirm: '不予受理',
    danger: true,
    fields: [
      why('为什么不受理', ['这件事不归小区管。', '看不出是什么问题，也联系不上报修人。', '已经有人在别处处理。']),
      {
        kind: 'text',
        name: 'channel',
        label: '居民可以找谁',
        least: 2,
        most: 200,
        phrases: ['12345政务服务热线', '社区居委会', '供电热线95598'],
      },
    ],
  },
  transfer: {
    say: '转给平台以外的单位，居民会看到转给了谁。',
    confirm: '转出',
    danger: true,
    fields: [
      {
        kind: 'text',
        name: 'to',
        label: '转给谁',
        least: 2,
        most: 100,
        phrases: ['供电所', '自来水公司', '燃气公司', '通信公司'],
      },
      why('为什么转出', ['设施归他们管，由他们来修。', '需要专业资质，由他们来修。']),
    ],
  },
  ask: {
    say: '只问一个问题。居民回答前，时间先停着。',
    confirm: '发给居民',
    fields: [
      why('要问什么', ['请拍一张照片给我们看看。', '请说说在几楼、哪个位置。', '您什么时候方便上门？'], 'question'),
    ],
  },
  return: {
    say: '退给网格员重新派。退过两次的由镇管理员定。',
    confirm: '退单',
    danger: true,
    fields: [why('为什么退单', ['不归我们管，请改派。', '要两家一起办，请重新派。', '我们没有这项维修的资质。'])],
  },
  extend: {
    say: '只能延一次，居民会看到新的时间。',
    confirm: '延期',
    fields: [
      { kind: 'days', name: 'workingDays', label: '延长', unit: '个工作日', most: 20, start: 3 },
      why('为什么延期', ['要等配件到货。', '工程量比预计的大。', '天气不好，室外没法施工。']),
    ],
  },
  suspend: {
    say: '时间先停下，到期自动恢复，最长30天。',
    confirm: '暂缓',
    fields: [
      {
        kind: 'choice',
        name: 'reason',
        label: '等什么',
        options: suspendReasons.map((value) => ({ value, word: suspendWords[value] })),
      },
      why('说明', ['已列入资金申请。', '已安排业主表决。', '已联系第三方，等进场。'], 'note'),
      { kind: 'days', name: 'days', label: '最多停', unit: '天', most: 30, start: 15 },
    ],
  },
  resume: { say: '时间从现在接着算，办理人会收到通知。', confirm: '恢复处理', fields: [] },
  rework: {
    say: '退回给办理人，完工的照片和数量要重新交。',
    confirm: '退回重做',
    danger: true,
    fields: [why('哪里不对', ['还没有修好。', '照片看不清，请重拍。', '数量对不上。'])],
  },
  closeUnresolved: {
    say: '没修好也要办结。居民会看到原因和下一步。',
    confirm: '未解决办结',
    danger: true,
    fields: [
      why('为什么没能解决', ['业主表决没有通过。', '需要专项资金，目前没有。', '现有条件下修不了。']),
      why('下一步怎么办', ['列入下一年改造计划，到时通知您。', '可以申请使用维修资金。', '请到议事厅再提。'], 'remedy'),
    ],
  },
  merge: {
    say: '两条合成一条办，两边的报修人都能看进度。合错了可以取消。',
    confirm: '并入',
    fields: [{ kind: 'merge', name: 'intoId' }],
  },
  unmerge: { say: '分开后各办各的，报修人会收到通知。', confirm: '取消并入', fields: [] },
  supervise: {
    say: '这件事上的人都会看到您的督办。',
    confirm: '确定',
    fields: [
      {
        ...(why('督办意见', ['请今天内给居民答复。', '请说明为什么还没办好。'], 'note') as FieldSpec & {
          kind: 'text'
        }),
        start: '请尽快办理，办好后告诉居民。',
      },
    ],
  },
  reveal: {
    say: '会记下您看过，报修人能看到是谁、为什么看。',
    confirm: '查看',
    fields: [
      {
        kind: 'text',
        name: 'reason',
        label: '为什么要看',
        least: 4,
        most: 200,
        phrases: ['上门前约时间。', '核对坏的位置。', '回访修得好不好。'],
      },
    ],
  },
}

/** What a sheet holds while it is open, by field name. */
export type SheetValues = Readonly<Record<string, string | number>>

function startValue(field: FieldSpec, firstHandler: string): string | number {
  switch (field.kind) {
    case 'handler':
      return firstHandler
    case 'days':
      return field.start
    case 'text':
      return field.start ?? ''
    case 'choice':
    case 'merge':
      return ''
  }
}

/** The sheet as it opens: what is most often right is already chosen. */
export const startOf = (spec: SheetSpec, firstHandler: string): SheetValues =>
  Object.fromEntries(spec.fields.map((field) => [field.name, startValue(field, firstHandler)]))

/** What is still missing, as the reason why the button waits; undefined when it may be given. */
export function missing(spec: SheetSpec, values: SheetValues): string | undefined {
  for (const field of spec.fields) {
    const value = values[field.name]
    switch (field.kind) {
      case 'text':
        if (String(value ?? '').trim().length < field.least) return `请先填“${field.label}”`
        break
      case 'choice':
        if (!value) return `请先选“${field.label}”`
        break
      case 'merge':
        if (!value) return '请先选并到哪一条'
        break
      case 'handler':
        if (!value) return '请先选由谁来修'
        break
      case 'days':
        break
      default:
        field satisfies never
    }
  }
  return undefined
}

/** The contract's fields: trimmed, and what was left empty left out. */
export const inputOf = (values: SheetValues): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== ''),
  )
