import { View } from '@tarojs/components'
import { useState } from 'react'
import { useCommand } from '@/client/useCommand'
import { Button } from '@/ui/Button'
import { Choices } from '@/ui/Choices'
import { ErrorNote } from '@/ui/ErrorNote'
import { Field } from '@/ui/Field'
import { Sheet } from '@/ui/Sheet'
import { revokeGrant } from '../../contract'
import { roleNames } from '../../words'
import type { Grant } from './Grants'

const reasons = ['不再担任这项工作。', '岗位调整，换人负责。', '授权范围有误，重新提。'] as const

export type RevokeSheetProps = { grant: Grant; onClose: () => void; onDone: () => void; onOutdated: () => void }

/** Ends a role at once, for a reason its holder is told. */
export function RevokeSheet({ grant, onClose, onDone, onOutdated }: RevokeSheetProps) {
  const [reason, setReason] = useState('')
  const command = useCommand(onOutdated)
  const revoke = async () => {
    if (await command.run(revokeGrant, { id: grant.id, v: grant.v, reason: reason.trim() })) onDone()
  }
  return (
    <Sheet
      open
      title="停用授权"
      onClose={onClose}
      foot={
        <Button
          kind="danger"
          busy={command.busy !== null}
          disabledReason={reason.trim().length < 2 ? '请先说原因' : undefined}
          onTap={() => void revoke()}
        >
          停用
        </Button>
      }
    >
      <View>
        {grant.alias}马上不再是{roleNames[grant.role]}，本人会收到通知。
      </View>
      <Choices
        label="为什么停用"
        value={reasons.find((one) => one === reason) ?? null}
        options={reasons.map((value) => ({ value, word: value }))}
        onChange={setReason}
      />
      <Field label="原因" lines="many" max={200} value={reason} onChange={setReason} />
      {command.error && <ErrorNote message={command.error.userMessage} />}
    </Sheet>
  )
}
