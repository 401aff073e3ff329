import { View } from '@tarojs/components'
import type { Desk } from '@/client/desk'
import { open, routes } from '@/client/routes'
import { Icon } from '@/ui/Icon'
import type { IconName } from '@/ui/iconNames'
import { Tap } from '@/ui/Tap'
import '../staff/staff.scss'

type Tool = { word: string; icon: IconName; url: string; offered: (desk: Desk) => boolean }

const tools: readonly Tool[] = [
  { word: '代填报修', icon: 'edit', url: `${routes.report}?onBehalf=1`, offered: (desk) => desk.mayReportFor },
  { word: '成效台账', icon: 'ledger', url: routes.ledger, offered: (desk) => desk.mayReadLedger },
  { word: '门牌码', icon: 'qr', url: routes.codes, offered: (desk) => desk.mayPrintCodes },
  { word: '授权', icon: 'badge', url: routes.grants, offered: (desk) => desk.mayGrant },
]

/** What this desk offers beside the list. */
export const toolsOf = (desk: Desk): readonly Tool[] => tools.filter(({ offered }) => offered(desk))

/** A row of tools, always in reach at the foot of the page. */
export function Tools({ desk }: { desk: Desk }) {
  return (
    <>
      {toolsOf(desk).map(({ word, icon, url }) => (
        <Tap key={word} className="staff-tool" label={word} onTap={() => open(url)}>
          <Icon name={icon} />
          <View>{word}</View>
        </Tap>
      ))}
    </>
  )
}
