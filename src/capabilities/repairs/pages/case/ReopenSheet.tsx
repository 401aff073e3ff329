import { View } from '@tarojs/components'
import { useDraft } from '@/client/useDraft'
import { usePhotos } from '@/client/usePhotos'
import { useSubmission } from '@/client/useSubmission'
import { Button } from '@/ui/Button'
import { Choices } from '@/ui/Choices'
import { ErrorNote } from '@/ui/ErrorNote'
import { Field } from '@/ui/Field'
import { PhotoPicker } from '@/ui/PhotoPicker'
import { Sheet } from '@/ui/Sheet'
import { type RepairDetail, reopen } from '../../contract'
import { Waiting } from './Waiting'

const reasons = ['还是老样子', '修好又坏了', '只修了一部分'] as const

interface Values {
  reason: (typeof reasons)[number] | null
  text: string
  refs: string[]
}
const empty: Values = { reason: null, text: '', refs: [] }

/** Rounds of 重办 (DOMAIN §4): the same hand, another hand, the town's weekly meeting. */
const whatNext = (round: number): string => {
  if (round === 0) return '马上请人再来修。'
  return round === 1 ? '这次换一位师傅来修。' : '这次报到镇里每周调度。'
}

export type ReopenSheetProps = { item: RepairDetail; open: boolean; onClose: () => void; onDone: () => void }

/** 没修好: a reason by one tap, a sentence and a photo if one likes. */
export function ReopenSheet({ item, open, onClose, onDone }: ReopenSheetProps) {
  const [values, patch, clear] = useDraft(`repairs.reopen.${item.id}`, empty)
  const picked = usePhotos(values.refs, (refs) => patch({ refs }))
  const submission = useSubmission(onDone)

  const send = async () => {
    const reason = [values.reason, values.text.trim()].filter(Boolean).join('，')
    const done = await submission.send(
      reopen,
      { id: item.id, v: item.v, reason },
      { title: `没修好：${item.title}`, photos: { field: 'photoIds', refs: values.refs } },
    )
    if (!done) return
    clear()
    if (done.state === 'waiting') return
    onClose()
    onDone()
  }

  return (
    <Sheet
      open={open}
      title="哪里没修好？"
      onClose={onClose}
      foot={
        submission.waiting ? undefined : (
          <Button
            busy={submission.busy}
            disabledReason={values.reason ? undefined : '先点一个原因。'}
            onTap={() => void send()}
          >
            请人再修
          </Button>
        )
      }
    >
      {submission.waiting ? (
        <Waiting />
      ) : (
        <>
          <View>{whatNext(item.round)}</View>
          {submission.error && <ErrorNote message={submission.error.userMessage} />}
          <Choices
            label="怎么了"
            value={values.reason}
            options={reasons.map((reason) => ({ value: reason, word: reason }))}
            onChange={(reason) => patch({ reason })}
          />
          <PhotoPicker
            {...picked}
            label="拍张照"
            onAdd={picked.add}
            onRemove={picked.remove}
            onRetry={picked.retry}
            onOpen={picked.open}
          />
          <Field label="说一句" optional value={values.text} onChange={(text) => patch({ text })} max={400} />
        </>
      )}
    </Sheet>
  )
}
