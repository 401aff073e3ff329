import { View } from '@tarojs/components'
import { useState } from 'react'
import { useCommand } from '@/client/useCommand'
import { useConsent } from '@/client/useConsent'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import { Sheet } from '@/ui/Sheet'
import { join, type RepairDetail, remind, withdraw } from '../../contract'
import { commandWords } from '../../words'
import './actions.scss'
import { ReopenSheet } from './ReopenSheet'

/** What else the person may do now; rating and answering have cards of their own. */
export function CaseActions({ item, onDone }: { item: RepairDetail; onDone: () => void }) {
  const command = useCommand(onDone)
  const consent = useConsent()
  const [said, setSaid] = useState<string | null>(null)
  const [sheet, setSheet] = useState<'withdraw' | 'reopen' | null>(null)
  const { id, v, allowed } = item
  const may = (name: RepairDetail['allowed'][number]) => allowed.includes(name)

  const give = async (work: Promise<object | null>, thanks: string) => {
    setSaid(null)
    if (!(await work)) return
    setSheet(null)
    setSaid(thanks)
    onDone()
  }

  const reopens = may('reopen') && !may('rate')
  const any = may('remind') || may('join') || may('withdraw') || reopens || said !== null || command.error !== null
  if (!any) return null
  return (
    <View className="case-actions">
      {said && <Notice tone="done">{said}</Notice>}
      {command.error && <ErrorNote message={command.error.userMessage} />}
      {may('join') && (
        <Button
          icon="people"
          busy={command.busy === join.name}
          onTap={() => consent.before(() => void give(command.run(join, { id }), '好，有进展一样告诉您。'))}
        >
          {commandWords.join}
        </Button>
      )}
      <View className="case-actions__row">
        {may('remind') && (
          <Button
            kind="quiet"
            icon="bell"
            busy={command.busy === remind.name}
            onTap={() => void give(command.run(remind, { id }), '催过了，办事的人已收到。')}
          >
            {commandWords.remind}
          </Button>
        )}
        {reopens && (
          <Button kind="quiet" icon="redo" onTap={() => setSheet('reopen')}>
            {commandWords.reopen}
          </Button>
        )}
        {may('withdraw') && (
          <Button kind="quiet" icon="undo" onTap={() => setSheet('withdraw')}>
            {commandWords.withdraw}
          </Button>
        )}
      </View>
      <ReopenSheet item={item} open={sheet === 'reopen'} onClose={() => setSheet(null)} onDone={onDone} />
      <Sheet
        open={sheet === 'withdraw'}
        title="要撤回吗？"
        onClose={() => setSheet(null)}
        foot={
          <>
            <Button kind="quiet" onTap={() => setSheet(null)}>
              不撤了
            </Button>
            <Button
              kind="danger"
              busy={command.busy === withdraw.name}
              onTap={() => void give(command.run(withdraw, { id, v }), '已撤回。')}
            >
              确定撤回
            </Button>
          </>
        }
      >
        <View>撤回后就不来修了，记录还在。要修请再报一次。</View>
      </Sheet>
      {consent.sheet}
    </View>
  )
}
