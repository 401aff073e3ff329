import type { LedgerRow } from './contract'

/** What the results ledger counts: names and units as the campaign publishes them (DOMAIN §5). */
export const indicators: Readonly<Record<LedgerRow['indicator'], { readonly name: string; readonly unit: string }>> = {
  ENV: { name: '人居环境整治', unit: '次' },
  HAZ: { name: '整改安全隐患', unit: '处' },
  DRL: { name: '安防演练', unit: '次' },
  CHG: { name: '新增充电桩', unit: '个' },
  ROAD: { name: '修复路面', unit: '平方米' },
  WALL: { name: '修复墙面', unit: '处' },
  LAMP: { name: '更换灯具', unit: '个' },
  FIRE: { name: '补齐消防设施', unit: '套' },
  DISP: { name: '化解纠纷', unit: '件' },
}
