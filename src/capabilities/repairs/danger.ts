import type { Category, EmergencyCall } from './categories'

/** The call buttons, in the words on them. */
export const callWords: Readonly<Record<EmergencyCall, string>> = {
  '119': '火警、救援 119',
  '110': '报警 110',
  '120': '急救 120',
}

/** Words that mean: do not wait for a repair, call now. Whom to call, most apt first. */
export const dangerWords: readonly { readonly word: string; readonly calls: readonly EmergencyCall[] }[] = [
  ...['着火', '起火', '失火', '火灾', '冒烟', '有烟', '爆炸', '烧起来'].map((word) => calling(word, '119', '120')),
  ...['燃气味', '煤气味', '燃气泄漏', '煤气泄漏', '燃气漏', '煤气漏', '漏气'].map((word) => calling(word, '119')),
  ...['困人', '被困', '困在', '困住'].map((word) => calling(word, '119', '120')),
  ...['漏电', '触电', '电到人', '电线断'].map((word) => calling(word, '119', '120')),
  ...['打架', '斗殴', '持刀', '抢劫', '小偷', '盗窃', '入室', '打人', '家暴'].map((word) => calling(word, '110')),
  ...['砸到人', '砸伤', '高空抛物'].map((word) => calling(word, '110', '120')),
  ...['晕倒', '昏迷', '受伤', '流血', '摔伤', '落水', '溺水', '中毒'].map((word) => calling(word, '120')),
  ...['坠楼', '跳楼', '轻生'].map((word) => calling(word, '110', '119', '120')),
]

function calling(word: string, ...calls: EmergencyCall[]) {
  return { word, calls }
}

/**
 * Which numbers to offer before the form, most apt first and each once: what the category asks for, then what the text
 * says. Empty when nothing hints at danger.
 */
export function callsFor(category: Category | undefined, text: string): readonly EmergencyCall[] {
  const said = dangerWords.filter(({ word }) => text.includes(word)).flatMap(({ calls }) => calls)
  return [...new Set([...(category?.calls ?? []), ...said])]
}
