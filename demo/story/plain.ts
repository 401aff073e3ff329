import type { HandlerOrg } from '@/capabilities/repairs/contract'
import { type Deed, dispatch, finish, rate, report, sign, type Tale, verify } from './script'

type Rated = readonly [when: string, stars: number, text: string]

/** A repair that goes straight: `times` are reported, dispatched, signed, finished, verified. */
type Row = readonly [
  category: string,
  place: string,
  spot: string,
  text: string,
  reporter: string,
  handler: string,
  times: readonly [string, string, string, string, string],
  result: string,
  rated: Rated | null,
  photo?: true,
]

// biome-ignore format: four lines a case: what and where, who and when, what was done, what they said.
const rows: readonly Row[] = [
  ['A10', 'BLHY-3', '单元门', '刷卡没反应，晚上门关不上。', 'resident-1', 'property-1',
    ['03-03 09:10', '03-03 10:00', '03-03 10:40', '03-04 11:00', '03-04 16:00'],
    '换了读卡器，试刷二十次都正常。', ['03-04 19:30', 5, '第二天就好了，谢谢。'], true],
  ['B02', 'JHY-2', '四楼到五楼', '楼梯好几天没打扫，有污渍。', 'resident-1', 'property-1',
    ['03-04 08:20', '03-04 09:00', '03-04 09:30', '03-04 15:00', '03-05 10:00'],
    '已清扫并拖洗，改为每天一次。', ['03-05 18:40', 4, '干净多了。']],
  ['A08', 'HYYJ-4', '一楼门口', '下水道堵了，污水往外冒。', 'resident-1', 'property-1',
    ['03-05 08:40', '03-05 09:00', '03-05 09:20', '03-05 16:00', '03-06 09:30'],
    '疏通主管，冲洗了地面。', ['03-06 12:10', 5, '来得很快。'], true],
  ['B06', 'XGXC-1', '楼道', '墙上又贴了很多小广告。', 'resident-2', 'property-1',
    ['03-06 10:00', '03-06 11:00', '03-06 14:40', '03-07 11:00', '03-10 09:00'],
    '全部铲除，补刷了白墙。', null],
  ['D03', 'BLHY', '中心花园', '傍晚有人遛狗不牵绳，孩子害怕。', 'owner-1', 'police-1',
    ['03-06 19:20', '03-07 08:30', '03-07 09:00', '03-11 10:00', '03-11 16:00'],
    '连续三晚巡查，劝导四户。', null],
  ['A14', 'BWJY-2', '儿童乐园', '滑梯扶手裂了，怕扎到孩子。', 'resident-1', 'property-1',
    ['03-07 15:00', '03-07 16:00', '03-07 17:00', '03-12 11:00', '03-13 09:00'],
    '更换扶手，边角已打磨。', ['03-13 20:00', 5, '孩子又能玩了。'], true],
  ['B01', 'HSHY-1', '楼后空地', '垃圾堆了两天，有味道。', 'resident-1', 'property-1',
    ['03-10 08:30', '03-10 08:50', '03-10 09:10', '03-10 10:40', '03-10 16:00'],
    '已清运，地面已冲洗消毒。', ['03-10 18:30', 5, '上午报，上午就清了。'], true],
  ['A11', 'HYYJ-7', '地下车库入口', '监控黑屏好几天了。', 'owner-1', 'property-1',
    ['03-11 10:10', '03-11 11:00', '03-11 15:00', '03-13 16:00', '03-14 10:00'],
    '更换电源，画面恢复。', ['03-14 21:00', 4, '好了。']],
  ['A05', 'BLHY-6', '车棚', '三号充电桩插上没反应。', 'resident-2', 'property-1',
    ['03-12 20:00', '03-13 08:40', '03-13 09:30', '03-14 10:00', '03-14 15:30'],
    '更换控制板，试充正常。', ['03-14 19:00', 5, '能充上了。']],
  ['B05', 'JHY-5', '地下室', '地下室有老鼠，咬坏了纸箱。', 'owner-1', 'property-1',
    ['03-13 09:00', '03-13 10:00', '03-13 11:00', '03-17 16:00', '03-18 09:30'],
    '投放毒饵站八处，封堵管孔。', ['03-18 20:20', 4, '没再看见。']],
  ['E02', 'BWJY', '物业前台', '去前台问事，说让等，再没回音。', 'owner-1', 'department-g7',
    ['03-17 10:00', '03-17 11:00', '03-17 14:40', '03-20 10:00', '03-21 09:00'],
    '约谈前台，公布回复时限，已当面致歉。', ['03-21 19:10', 3, '道歉了，再看看。']],
  ['B04', 'HYYJ-2', '单元门旁', '旧沙发放了一周没人拉。', 'resident-2', 'property-1',
    ['03-18 08:50', '03-18 09:30', '03-18 10:30', '03-19 15:00', '03-20 09:00'],
    '已拉走，贴了大件预约电话。', null],
  ['A12', 'JHY-1', '三楼楼梯', '扶手松了，老人不敢扶。', 'resident-2', 'property-1',
    ['03-19 09:20', '03-19 10:10', '03-19 11:20', '03-21 15:00', '03-24 10:00'],
    '重新焊牢，刷了防锈漆。', null, true],
  ['C03', 'XGXC-3', '二楼走道', '有人把电动车推上楼充电。', 'resident-1', 'department-g5',
    ['03-20 08:05', '03-20 08:20', '03-20 08:40', '03-20 11:00', '03-21 10:00'],
    '车已推下楼，逐户发了告知书。', ['03-21 18:00', 5, '放心了。']],
  ['B09', 'HYYJ-9', '底商', '夜里十一点还有油烟和排风声。', 'resident-1', 'department-g6',
    ['03-24 09:00', '03-25 09:00', '03-25 09:40', '03-26 17:00', '03-27 10:00'],
    '商户加装消音棉，十点后停机。', ['03-27 22:10', 4, '晚上安静了。']],
  ['B03', 'BWJY-4', '分类点', '垃圾桶满了，袋子放在地上。', 'resident-2', 'property-1',
    ['03-25 08:30', '03-25 09:00', '03-25 09:20', '03-25 15:30', '03-26 09:00'],
    '增加一次清运，添了两个桶。', ['03-26 19:40', 5, '好多了。'], true],
  ['C06', 'HSHY-2', '一楼电表箱', '箱门掉了，电线露在外面。', 'owner-1', 'property-1',
    ['03-26 10:00', '03-26 10:30', '03-26 11:00', '03-27 09:30', '03-27 15:00'],
    '更换箱门并上锁，线头已包好。', ['03-27 18:20', 5, '安全了。']],
  ['A06', 'HYYJ-10', '左侧电梯', '停在五楼不动，里面没有人。', 'owner-1', 'property-1',
    ['03-28 10:00', '03-28 10:05', '03-28 10:10', '03-28 14:50', '03-28 16:30'],
    '维保更换门机皮带，空载试运行一小时。', ['03-28 19:00', 5, '当天就修好。'], true],
  ['E01', 'JHY', '', '停车费涨了，没见到公示。', 'committee-1', 'department-g7',
    ['03-31 09:00', '03-31 10:00', '03-31 11:00', '04-07 16:00', '04-08 10:00'],
    '收费依据和账目已贴公告栏。', ['04-08 20:30', 4, '看到公示了。']],
  ['A10', 'XGXC-4', '单元门', '门锁坏了，谁都能进。', 'owner-1', 'property-1',
    ['04-02 14:40', '04-02 15:20', '04-02 16:00', '04-07 11:00', '04-08 09:00'],
    '换了锁芯，钥匙已发到户。', ['04-08 18:50', 4, '过节还惦记着，谢谢。']],
  ['B08', 'HYYJ-3', '楼前绿地', '有人占绿地种菜，还堆泡沫箱。', 'owner-1', 'department-g4',
    ['04-03 09:00', '04-03 10:00', '04-03 11:00', '04-10 09:00', '04-10 15:00'],
    '清走杂物，补种草皮。', ['04-10 19:20', 5, '又绿了。'], true],
  ['C02', 'BLHY-5', '东侧通道', '消防通道被石墩堵住了。', 'owner-1', 'department-g5',
    ['04-07 09:00', '04-07 09:10', '04-07 09:15', '04-07 10:30', '04-07 16:00'],
    '石墩已移走，重画禁停线。', ['04-07 18:00', 5, '一个多小时就清了。'], true],
  ['A13', 'JHY-6', '六楼天花板', '下雨天花板渗水，墙皮发黑。', 'resident-1', 'property-1',
    ['04-07 10:00', '04-07 11:00', '04-07 14:50', '04-25 16:00', '04-27 10:00'],
    '屋面重做防水，闭水试验合格。', ['04-27 20:00', 5, '下雨不漏了。']],
  ['A08', 'BWJY-1', '楼后', '雨水井返水，臭。', 'resident-1', 'property-1',
    ['05-07 09:10', '05-07 09:30', '05-07 10:00', '05-07 16:00', '05-08 10:00'],
    '清掏淤泥，水流通畅。', null],
  ['B02', 'BLHY-3', '一楼到三楼', '楼道有烟头和饮料渍。', 'resident-1', 'property-1',
    ['05-08 08:20', '05-08 09:00', '05-08 09:40', '05-08 16:00', '05-09 10:00'],
    '已清扫拖洗，加放了烟灰桶。', null, true],
]

const orgOf = (handler: string): HandlerOrg => {
  const [role, n] = handler.split('-')
  if (role === 'property') return 'PM'
  return role === 'police' ? 'G6' : (n?.toUpperCase() as HandlerOrg)
}

const taleOf = (row: Row, index: number): Tale => {
  const [category, place, spot, text, reporter, handler, times, result, rated, photo] = row
  const [reported, dispatched, signed, finished, verified] = times
  // The two grid officers of a community take turns, so that whoever sends it out is not always the same.
  const [sender, checker] = index % 2 === 0 ? ['grid-1', 'grid-2'] : ['grid-2', 'grid-1']
  const deeds: Deed[] = [
    [reported, reporter, report(category, spot, text, photo ? { photo } : {})],
    [dispatched, sender ?? '', dispatch(orgOf(handler))],
    [signed, handler, sign],
    [finished, handler, finish(result)],
    [verified, checker ?? '', verify()],
  ]
  if (rated) deeds.push([rated[0], reporter, rate(rated[1], rated[2])])
  return { name: `${category} ${place}`, place, deeds }
}

/** 25 repairs that went as they should. */
export const plainTales: readonly Tale[] = rows.map(taleOf)
