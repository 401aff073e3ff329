/**
 * The privacy words in force, version `privacyVersion` of contract.ts: whoever changes what they promise raises it, and
 * everyone is asked again.
 */
export const privacyWords = {
  title: '先看一眼隐私说明',
  promises: [
    '只记您的称呼、楼栋和您报的事。',
    '手机号您愿意留才留，加密存放。',
    '不要身份证，不要人脸，不记行踪。',
    '照片里的位置信息，上传时就删掉。',
    '谁看过您的联系方式，您都查得到。',
  ],
  refusing: '不同意也能看公告和进度。',
} as const
