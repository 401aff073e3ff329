import {
  closeUnresolved,
  dispatch,
  finish,
  mergeInto,
  rate,
  report,
  sign,
  type Tale,
  transfer,
  unmerge,
  verify,
} from './script'

const stairLamp = 'a lamp before the campaign'

/** The weekend before the campaign: endings that its figures must not count, and a result of an earlier period. */
export const beforeTheCampaign: readonly Tale[] = [
  {
    name: stairLamp,
    place: 'BLHY-3',
    deeds: [
      ['03-01 10:00', 'resident-1', report('A01', '四楼楼道', '楼道三个灯都不亮。', { photo: true })],
      ['03-01 11:10', 'grid-1', dispatch('PM')],
      ['03-01 11:30', 'property-1', sign],
      ['03-01 16:00', 'property-1', finish('值班师傅换了三个灯。', 3)],
      ['03-02 09:30', 'grid-2', verify('晚上去看过，都亮。')],
      ['03-02 18:00', 'resident-1', rate(5, '周末也有人来，谢谢。')],
    ],
  },
  {
    name: 'the same lamp again: 并入',
    place: 'BLHY-3',
    deeds: [
      ['03-01 10:30', 'resident-2', report('A01', '四楼', '四楼太黑了。')],
      ['03-01 10:50', 'grid-1', mergeInto(stairLamp)],
    ],
  },
  {
    name: 'another lamp, merged by mistake: undone, and 转出',
    place: 'BLHY',
    deeds: [
      ['03-01 10:40', 'owner-1', report('A01', '北门外', '北门外大路上的路灯不亮。')],
      ['03-01 10:52', 'grid-1', mergeInto(stairLamp)],
      ['03-01 10:58', 'grid-1', unmerge],
      ['03-01 11:05', 'grid-1', transfer('镇市政服务中心', '路灯在小区外的市政路上。')],
    ],
  },
  {
    name: '未解决办结: a lift nobody downstairs wants',
    place: 'HSHY-1',
    deeds: [
      ['03-02 15:00', 'owner-1', report('A15', '单元', '老人多，想加装电梯。')],
      ['03-03 09:00', 'grid-1', dispatch('G7')],
      ['03-03 10:00', 'department-g7', sign],
      [
        '03-19 10:00',
        'village-1',
        closeUnresolved('一楼住户没有同意，现在装不了。', '到调解室再商量，同意后重新申请。'),
      ],
    ],
  },
]

/** Monday of the eleventh week, the first hour: something for everybody to do. */
export const mondayMorning: readonly Tale[] = [
  {
    name: 'to be taken on by the property company',
    place: 'BLHY-6',
    deeds: [
      ['05-12 08:05', 'resident-2', report('A08', '楼后', '雨水井盖边往外冒水。', { photo: true })],
      ['05-12 08:30', 'grid-2', dispatch('PM')],
    ],
  },
  {
    name: 'to be taken on by the police',
    place: 'BLHY-1',
    deeds: [
      ['05-12 08:12', 'owner-1', report('D02', '东侧', '无障碍车位停了别的车。', { photo: true })],
      ['05-12 08:25', 'grid-2', dispatch('G6')],
    ],
  },
  {
    name: 'to be sent out',
    place: 'BLHY-3',
    deeds: [['05-12 08:20', 'resident-1', report('B06', '电梯里', '又贴了小广告，撕不掉。')]],
  },
  {
    name: 'danger, to be sent out within half an hour',
    place: 'BLHY-5',
    deeds: [['05-12 08:36', 'owner-1', report('C02', '东侧通道', '一辆货车停在消防通道上。', { photo: true })]],
  },
  {
    name: 'to be verified next door',
    place: 'JHY-1',
    deeds: [
      ['05-12 08:04', 'resident-1', report('B01', '门口', '周末的垃圾没清走。')],
      ['05-12 08:10', 'grid-1', dispatch('PM')],
      ['05-12 08:15', 'property-1', sign],
      ['05-12 08:50', 'property-1', finish('已清走，冲洗了地面。')],
    ],
  },
  {
    name: 'being worked on',
    place: 'HYYJ-1',
    deeds: [
      ['05-12 08:15', 'owner-1', report('A07', '地下室', '水管接头滴水，地上湿了。')],
      ['05-12 08:22', 'grid-1', dispatch('PM')],
      ['05-12 08:30', 'property-1', sign],
    ],
  },
]
