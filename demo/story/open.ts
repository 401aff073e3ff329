import {
  ask,
  decline,
  dispatch,
  finish,
  join,
  remind,
  reopen,
  report,
  rework,
  sign,
  supervise,
  suspend,
  type Tale,
  verify,
  withdraw,
} from './script'

/** 3 挂账, 1 rework overdue, 2 overdue, 3 not due, 2 invalid: what the tenth week ends with. */
export const openTales: readonly Tale[] = [
  {
    name: '挂账: the owners vote first',
    place: 'BLHY',
    deeds: [
      ['04-11 10:00', 'committee-1', report('A04', '西侧车棚', '只有六个充电桩，晚上要排队。')],
      ['04-11 11:00', 'grid-1', dispatch('G7')],
      ['04-11 15:00', 'department-g7', sign],
      ['04-24 10:00', 'admin-1', suspend('vote', 30, '动用公共收益，要先请业主表决。')],
    ],
  },
  {
    name: '挂账: no money yet',
    place: 'HYYJ-8',
    deeds: [
      ['04-08 09:00', 'resident-2', report('A13', '屋面', '顶楼三户都渗水。', { photo: true })],
      ['04-08 10:00', 'grid-1', dispatch('PM')],
      ['04-08 11:00', 'property-1', sign],
      ['04-22 09:00', 'admin-1', suspend('funds', 30, '维修资金正在申请。')],
    ],
  },
  {
    name: '挂账: the water company digs first',
    place: 'XGXC',
    deeds: [
      ['04-18 09:00', 'owner-1', report('A02', '北门里', '路面塌了一块，电动车摔过。', { photo: true })],
      ['04-18 10:00', 'grid-1', dispatch('G4')],
      ['04-18 15:00', 'department-g4', sign],
      ['04-28 09:00', 'admin-1', suspend('thirdParty', 20, '自来水公司先修地下管，再铺路。')],
    ],
  },
  {
    name: '返工 overdue',
    place: 'BLHY-4',
    deeds: [
      ['04-16 09:00', 'owner-1', report('A03', '南侧外墙', '瓷砖掉了一片，下面常走人。', { photo: true })],
      ['04-16 09:40', 'grid-1', dispatch('PM', '先围起来。')],
      ['04-16 10:30', 'property-1', sign],
      ['04-25 15:00', 'property-1', finish('补贴了两处瓷砖。', 2)],
      ['04-27 10:00', 'grid-2', rework('旁边还有一处空鼓，敲着响。')],
      ['05-07 10:00', 'committee-1', supervise('围挡占着路，请尽快修完。')],
    ],
  },
  {
    name: 'overdue after 重办: what was posted is reversed',
    place: 'BWJY-6',
    deeds: [
      ['04-24 09:00', 'resident-2', report('A01', '三楼楼道', '声控灯不亮，上下楼看不见。', { photo: true })],
      ['04-24 09:30', 'grid-1', dispatch('PM')],
      ['04-24 10:10', 'property-1', sign],
      ['04-25 15:00', 'property-1', finish('换了两个灯。', 2)],
      ['04-27 10:00', 'grid-2', verify()],
      ['04-28 19:30', 'resident-2', reopen('亮了一天，又不亮了。')],
      ['05-07 08:30', 'resident-2', remind],
      ['05-08 10:00', 'integrity-1', supervise('已过时限两天，请今天到场。')],
    ],
  },
  {
    name: 'overdue: nobody has sent it out',
    place: 'HYYJ-6',
    deeds: [
      ['05-09 08:30', 'resident-1', report('B01', '南侧路边', '垃圾散了一地，没人扫。', { photo: true })],
      ['05-09 16:00', 'resident-1', remind],
    ],
  },
  {
    name: 'not due: soon it will be',
    place: 'BLHY-2',
    deeds: [
      ['05-06 10:00', 'owner-1', report('A14', '健身区', '双人秋千的链条断了。')],
      ['05-06 10:40', 'grid-1', dispatch('PM')],
      ['05-06 14:40', 'property-1', sign],
    ],
  },
  {
    name: 'not due: waits for an answer',
    place: 'BLHY',
    deeds: [
      ['05-09 09:00', 'resident-1', report('B07', '3号楼前', '有一棵树的枯枝快掉下来了。')],
      ['05-09 09:30', 'grid-1', ask('请问是哪一棵？能拍张照片吗？')],
    ],
  },
  {
    name: 'not due: finished, waits for a second person',
    place: 'BLHY-3',
    deeds: [
      ['05-08 19:30', 'resident-2', report('A01', '二楼楼道', '灯不亮，黑得看不见台阶。', { photo: true })],
      ['05-08 20:00', 'resident-1', join],
      ['05-09 08:30', 'grid-2', dispatch('PM')],
      ['05-09 09:10', 'property-1', sign],
      ['05-09 16:20', 'property-1', finish('换了两个感应灯。', 2)],
    ],
  },
  {
    name: 'invalid: taken back',
    place: 'BLHY-3',
    deeds: [
      ['04-21 18:40', 'resident-1', report('D01', '单元门口', '一辆车挡住了门。')],
      ['04-21 19:05', 'resident-1', withdraw('车主已经开走了。')],
    ],
  },
  {
    name: 'invalid: not ours to do',
    place: 'JHY-2',
    deeds: [
      ['04-23 09:00', 'resident-2', report('A01', '302室客厅', '家里客厅的灯坏了。')],
      ['04-23 09:40', 'grid-1', decline('户内的灯由住户自己更换。', '小区便民维修电话，在公告栏上')],
    ],
  },
]
