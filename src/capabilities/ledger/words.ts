export const refusals = {
  daysReversed: '结束日期不能早于开始日期。',
  noSuchDay: '没有这一天，请重新选择日期。',
  tooLong: '一次最多查两年，请缩短时间。',
  list: '台账明细由工作人员查看，汇总人人可看。',
  chooseCommunity: '请先选择您负责的小区。',
} as const
