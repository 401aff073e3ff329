/**
 * The privacy words in force, version `privacyVersion` of contract.ts: whoever changes what they promise raises it, and
 * everyone is asked again.
 */
export const privacyWords = {
  title: '先看一眼隐私说明',
  promises: [
    '只记称呼、楼栋和报的事。',
    '手机号愿意才留，加密存放。',
    '不要身份证、人脸和行踪。',
    '照片里的位置，上传时删掉。',
    '谁看过联系方式，您都能查。',
  ],
  refusing: '不同意也能看公告和进度。',
} as const
