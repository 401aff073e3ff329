import type { LedgerRow } from '@/capabilities/ledger/contract'
import type { Limit } from '@/kernel/workingTime'
import type { HandlerOrg } from './contract'

/** Emergency numbers: police, fire and rescue, ambulance. */
export type EmergencyCall = '110' | '119' | '120'

/** One of the 47 categories of DOMAIN §6. Groups: A parts, B–D events, E property matters, F daily life. */
export interface Category {
  readonly code: string
  readonly name: string
  /** The words on the tile, as a resident would say it. */
  readonly plain: string
  /** Who handles it by default; the second, if any, assists or steps in. */
  readonly lead: readonly [HandlerOrg, ...HandlerOrg[]]
  /** By when the whole case is promised. 即时 (at once) is half a clock hour, the limit of dispatching danger. */
  readonly limit: Limit
  /** What must be done before the repair itself, and by when; `when` names the case it applies to, absent = always. */
  readonly firstAid?: { readonly limit: Limit; readonly what: string; readonly when?: string }
  /** Steps with limits of their own, all counted from the start; the last one is the whole `limit`. */
  readonly stages?: readonly { readonly name: string; readonly limit: Limit }[]
  /** ★ A verified case posts its quantity to the results ledger. */
  readonly ledger?: { readonly indicator: LedgerRow['indicator']; readonly unit: string }
  /** ▲ May need a vote of the owners first. */
  readonly vote: boolean
  /** ☎ Phone before reporting. */
  readonly phoneFirst: boolean
  /** Dispatched within half an hour, and `calls` are offered before the form. */
  readonly danger: boolean
  /** Whom to call, most apt first; empty without danger. */
  readonly calls: readonly EmergencyCall[]
  /** Which capability takes it: only `repair` and `property` are P 报修. */
  readonly kind: 'repair' | 'property' | 'wish' | 'suggestion' | 'mediation'
  /** What residents type when they mean it. */
  readonly keywords: readonly string[]
}

type Row = readonly [
  code: string,
  name: string,
  plain: string,
  lead: Category['lead'],
  limit: Limit,
  keywords: string,
  more?: Partial<Omit<Category, 'calls' | 'danger'>> & { readonly danger?: readonly EmergencyCall[] },
]

const wh = (amount: number): Limit => ({ amount, unit: 'wh' })
const wd = (amount: number): Limit => ({ amount, unit: 'wd' })
const eh = (amount: number): Limit => ({ amount, unit: 'eh' })
/** 即时. */
const atOnce = eh(0.5)
/** Thirty calendar days. */
const thirtyDays = eh(30 * 24)

// biome-ignore format: one category a line reads as the table it is.
const table: readonly Row[] = [
  ['A01', '公共照明', '灯不亮', ['PM'], wd(3), '灯 路灯 楼道灯 声控灯 照明 灯泡 太暗', { ledger: { indicator: 'LAMP', unit: '个' } }],
  ['A02', '路面破损', '路面坏了', ['PM', 'G4'], wd(10), '路面 地面 坑 地砖 路不平 路沿石 台阶', { ledger: { indicator: 'ROAD', unit: '平方米' } }],
  ['A03', '墙面破损', '墙面坏了', ['PM'], wd(10), '墙 墙皮 瓷砖 脱落 外墙砖 粉刷', { ledger: { indicator: 'WALL', unit: '处' }, firstAid: { limit: eh(2), what: '围挡', when: '有坠落危险' } }],
  ['A04', '新增充电桩', '想要充电桩', ['G7'], wd(30), '加充电桩 装充电桩 新充电桩 没地方充电', { ledger: { indicator: 'CHG', unit: '个' }, vote: true }],
  ['A05', '充电桩故障', '充电桩坏了', ['PM'], wd(2), '充电桩 充不了电 充不上电 充电口'],
  ['A06', '电梯停梯/困人', '电梯坏了', ['PM'], wd(1), '电梯 困人 被困 停梯 电梯异响 电梯门', { phoneFirst: true, firstAid: { limit: eh(0.5), what: '救出被困人员', when: '有人被困' }, danger: ['119', '120'] }],
  ['A07', '供水漏水', '漏水停水', ['PM'], eh(2), '漏水 停水 水管 爆管 没水 水压 水表', { danger: ['110'] }],
  ['A08', '排水堵溢', '下水道堵了', ['PM'], wd(1), '下水道 堵 污水 返水 化粪池 排水 溢水'],
  ['A09', '井盖缺失', '井盖没了', ['PM'], wd(1), '井盖 窨井 下水井', { firstAid: { limit: eh(2), what: '围护' }, danger: ['110'] }],
  ['A10', '门禁道闸', '门禁坏了', ['PM'], wd(3), '门禁 道闸 大门 单元门 刷卡 门锁 对讲'],
  ['A11', '监控故障', '监控坏了', ['PM', 'G6'], wd(3), '监控 摄像头 探头'],
  ['A12', '护栏扶手', '扶手坏了', ['PM'], wd(3), '护栏 扶手 栏杆 围栏'],
  ['A13', '屋面外墙渗漏', '屋顶外墙漏水', ['PM', 'G7'], wd(20), '屋顶 屋面 外墙渗 渗水 天花板 顶楼漏', { vote: true }],
  ['A14', '健身儿童设施', '健身器材坏了', ['PM'], wd(5), '健身 滑梯 秋千 儿童 器材 游乐'],
  ['A15', '无障碍适老设施', '坡道轮椅设施', ['G7'], wd(15), '无障碍 坡道 轮椅 适老 加装 盲道', { vote: true }],
  ['B01', '暴露垃圾', '垃圾没人清', ['PM', 'G4'], wh(4), '垃圾 垃圾堆 没清 恶臭 臭'],
  ['B02', '楼道保洁', '楼道脏', ['PM'], wd(1), '楼道脏 保洁 没打扫 卫生 拖地'],
  ['B03', '分类点脏乱', '垃圾点脏乱', ['PM'], wd(1), '分类点 垃圾桶 垃圾房 桶满'],
  ['B04', '大件建筑垃圾', '大件没拉走', ['PM'], wd(2), '大件 旧家具 装修垃圾 建筑垃圾 沙发 床垫'],
  ['B05', '四害消杀', '老鼠蟑螂蚊子', ['PM'], wd(3), '老鼠 蟑螂 蚊子 苍蝇 白蚁 消杀'],
  ['B06', '小广告', '小广告', ['PM'], wd(2), '小广告 牛皮癣 乱贴 涂鸦'],
  ['B07', '绿化缺损', '树木草坪', ['PM'], wd(5), '绿化 树 草坪 枯枝 修剪 杂草'],
  ['B08', '占绿堆物', '占绿地堆东西', ['G4'], wd(5), '占绿 种菜 堆物 毁绿 杂物'],
  ['B09', '噪声油烟', '太吵或油烟', ['G6'], wd(3), '噪音 噪声 吵 油烟 广场舞 装修声'],
  ['C01', '消防设施缺损', '消防器材坏了', ['PM', 'G5'], wd(1), '消防栓 灭火器 消防器材 消防门 烟感 应急灯', { ledger: { indicator: 'FIRE', unit: '套' }, firstAid: { limit: eh(2), what: '临时措施' }, danger: ['119'] }],
  ['C02', '消防通道堵塞', '消防通道被堵', ['G5'], eh(2), '消防通道 逃生 安全出口 堵住通道', { danger: ['119'] }],
  ['C03', '电动车进楼/飞线', '电动车进楼', ['G5'], eh(4), '电动车 电瓶车 飞线 电瓶 上楼充电', { danger: ['119'] }],
  ['C04', '高空抛物坠物', '高空抛物', ['G6'], eh(2), '高空 抛物 坠物 扔东西 掉下来 坠落', { danger: ['110', '120'] }],
  ['C05', '燃气异味', '燃气味', ['G5'], atOnce, '燃气 煤气 漏气 燃气味 煤气味 天然气', { phoneFirst: true, danger: ['119'] }],
  ['C06', '用电隐患', '电线插座危险', ['PM', 'G5'], wd(1), '电线 漏电 电箱 跳闸 短路 裸露'],
  ['C07', '拆承重/违装', '砸承重墙', ['G6'], eh(2), '承重墙 砸墙 违规装修 拆墙', { danger: ['110'] }],
  ['C08', '台风内涝', '台风积水', ['G5'], eh(2), '台风 积水 内涝 淹 倒树 暴雨', { danger: ['119', '110'] }],
  ['D01', '车辆乱停放', '车乱停', ['PM', 'G6'], wh(4), '乱停 停车 堵车 僵尸车 挡住车'],
  ['D02', '占消防/无障碍位', '占消防位', ['G6'], wh(4), '消防车位 无障碍车位 占位 占车位'],
  ['D03', '不文明养犬', '狗没拴绳', ['G6'], wd(3), '狗 遛狗 犬 狗叫 狗屎 没牵绳'],
  ['D04', '私搭乱建', '私搭乱建', ['G6'], wd(20), '违建 搭建 私搭 乱建 加盖 铁皮棚', { stages: [{ name: '到场制止', limit: wh(4) }, { name: '责令整改', limit: wd(7) }, { name: '依法拆除', limit: wd(20) }] }],
  ['D05', '治安', '打架偷盗', ['G6'], atOnce, '治安 打架 小偷 偷 盗窃 闹事 斗殴', { phoneFirst: true, danger: ['110'] }],
  ['E01', '收费与公共收益', '物业收费', ['G7'], wd(5), '物业费 收费 停车费 公共收益 账目 乱收费'],
  ['E02', '服务态度', '服务态度差', ['G7'], wd(5), '态度 服务差 不理人 推诿 保安'],
  ['E03', '维修资金', '维修资金', ['G7'], wd(10), '维修资金 维修基金 大修', { vote: true }],
  ['E04', '业委会履职选举', '业委会的事', ['G7'], wd(10), '业委会 选举 换届 业主大会'],
  ['E05', '物业准入退出', '换物业', ['G7'], wd(15), '换物业 物业退出 选聘 解聘', { vote: true }],
  ['F01', '邻里/物业纠纷', '邻里纠纷', ['G8'], thirtyDays, '纠纷 邻居 吵架 调解 矛盾', { kind: 'mediation', stages: [{ name: '受理', limit: wd(3) }, { name: '调解', limit: thirtyDays }] }],
  ['F02', '困难帮扶', '遇到困难', ['G2'], wd(5), '困难 帮扶 独居 生病 低保', { kind: 'wish' }],
  ['F03', '便民需求', '想要便民服务', ['G2'], wd(15), '便民 快递柜 理发 磨刀 心愿', { kind: 'wish' }],
  ['F04', '意见建议', '提个建议', ['G1'], wd(5), '建议 意见 希望', { kind: 'suggestion' }],
  ['F05', '政策咨询', '问政策', ['G1'], wd(1), '政策 咨询 怎么办理 补贴 医保 社保', { kind: 'suggestion' }],
]

const kindOfGroup = (code: string): Category['kind'] => (code.startsWith('E') ? 'property' : 'repair')

/** All 47, in the order of DOMAIN §6. Leads and limits are defaults a town confirms. */
export const categories: readonly Category[] = table.map(
  ([code, name, plain, lead, limit, keywords, { danger, ...more } = {}]) => ({
    code,
    name,
    plain,
    lead,
    limit,
    vote: false,
    phoneFirst: false,
    danger: danger !== undefined,
    calls: danger ?? [],
    kind: kindOfGroup(code),
    keywords: keywords.split(' '),
    ...more,
  }),
)

const byCode = new Map(categories.map((category) => [category.code, category]))

/** The category with this code, or undefined. */
export const findCategory = (code: string): Category | undefined => byCode.get(code)

/** The category with this code. Throws RangeError when there is none: for codes that were checked when stored. */
export function categoryOf(code: string): Category {
  const category = byCode.get(code)
  if (category === undefined) throw new RangeError(`no such category: ${code}`)
  return category
}

/** The twelve tiles shown first. */
export const commonCategories: readonly Category[] = [
  ...['A01', 'A07', 'A06', 'A08', 'B01', 'A10', 'A02', 'B02', 'D01', 'C03', 'C02', 'B09'],
].map(categoryOf)

/**
 * Categories that fit what somebody typed, best first; nothing typed finds nothing. A code finds itself. Otherwise a
 * category fits by the longest of its words found in the text, or that the text is a part of.
 */
export function findCategories(words: string): readonly Category[] {
  const text = words.replace(/[\s，。！？、,.!?]+/g, '').toLowerCase()
  if (text === '') return []
  const exact = byCode.get(text.toUpperCase())
  if (exact !== undefined) return [exact]
  return categories
    .map((category) => ({ category, fit: fitOf(category, text) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ category }) => category)
}

function fitOf(category: Category, text: string): number {
  const lengths = [category.plain, category.name, ...category.keywords].map((word) => {
    if (text.includes(word)) return word.length
    return word.includes(text) ? text.length : 0
  })
  // The longest word decides; further words only break ties.
  return Math.max(...lengths) + lengths.reduce((sum, length) => sum + length, 0) / 1000
}
