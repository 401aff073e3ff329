import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { useCommand } from '@/client/useCommand'
import { doorLink } from '@/platform/doorLink'
import { Button } from '@/ui/Button'
import { Choices } from '@/ui/Choices'
import { ErrorNote } from '@/ui/ErrorNote'
import { Field } from '@/ui/Field'
import { Picture } from '@/ui/Picture'
import { Sheet } from '@/ui/Sheet'
import { revokeCode } from '../../contract'
import type { Code } from './Codes'
import { qrImage } from './qr'
import './codes.scss'

const reasons = ['码破了，扫不出来。', '码被人抄走或换掉了。', '楼栋门口改造，要重贴。'] as const

export type CodeSheetProps = {
  code: Code
  place: string
  onClose: () => void
  onReplaced: () => void
  onOutdated: () => void
}

/** One code, large enough to scan or print; and how to take it out of service. */
export function CodeSheet({ code, place, onClose, onReplaced, onOutdated }: CodeSheetProps) {
  const [replacing, setReplacing] = useState(false)
  const [reason, setReason] = useState('')
  const command = useCommand(onOutdated)
  const image = useMemo(() => qrImage(doorLink(code.code)), [code.code])
  const replace = async () => {
    if (await command.run(revokeCode, { id: code.id, reason: reason.trim() })) onReplaced()
  }
  return (
    <Sheet
      open
      title={replacing ? '停用旧码，换新码' : place}
      onClose={onClose}
      foot={
        replacing ? (
          <>
            <Button kind="quiet" onTap={() => setReplacing(false)}>
              再想想
            </Button>
            <Button
              kind="danger"
              busy={command.busy !== null}
              disabledReason={reason.trim().length < 2 ? '请先说原因' : undefined}
              onTap={() => void replace()}
            >
              停用并换新
            </Button>
          </>
        ) : (
          <Button kind="quiet" icon="redo" onTap={() => setReplacing(true)}>
            停用并换新码
          </Button>
        )
      }
    >
      {replacing ? (
        <>
          <View>{place}的旧码马上不能用，记得把新码贴上去。</View>
          <Choices
            label="为什么换"
            value={reasons.find((one) => one === reason) ?? null}
            options={reasons.map((value) => ({ value, word: value }))}
            onChange={setReason}
          />
          <Field label="原因" lines="many" max={200} value={reason} onChange={setReason} />
          {command.error && <ErrorNote message={command.error.userMessage} />}
        </>
      ) : (
        <>
          <View className="codes-image">
            <Picture src={image} alt={`${place}的二维码`} mode="aspectFit" className="codes-image__picture" />
          </View>
          <View className="codes-text">{code.id}</View>
          <View className="codes-hint">贴在门口。居民扫一扫，就知道在哪栋楼。</View>
        </>
      )}
    </Sheet>
  )
}
