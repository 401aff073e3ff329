/** Why a photo is refused; each says which one to bring instead. */
export const refusals = {
  notAPhoto: '这不是照片，请换一张 JPG 或 PNG 图片。',
  tooBig: '照片太大，请换一张小于4MB的。',
  tooManyPixels: '照片尺寸太大，请换一张小一点的。',
  unreadable: '照片打不开，可能没传完整，请重新拍一张。',
  notComplete: '照片没有传完整，请再传一次。',
  dayFull: '今天传的照片够多了，请明天再传。',
} as const
