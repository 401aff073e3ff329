import { View } from '@tarojs/components'
import { useDraft } from '@/client/useDraft'
import { usePhotos } from '@/client/usePhotos'
import { useSubmission } from '@/client/useSubmission'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Field } from '@/ui/Field'
import { PhotoPicker } from '@/ui/PhotoPicker'
import { answer, type RepairDetail } from '../../contract'
import './actions.scss'
import { Waiting } from './Waiting'

interface Values {
  text: string
  refs: string[]
}
const empty: Values = { text: '', refs: [] }

/** The answer to the one open question, which the head of the page asks. */
export function AnswerCard({ item, onDone }: { item: RepairDetail; onDone: () => void }) {
  const [values, patch, clear] = useDraft(`repairs.answer.${item.id}`, empty)
  const picked = usePhotos(values.refs, (refs) => patch({ refs }))
  const submission = useSubmission(onDone)

  const send = async () => {
    const done = await submission.send(
      answer,
      { id: item.id, v: item.v, text: values.text },
      { title: `补充：${item.title}`, photos: { field: 'photoIds', refs: values.refs } },
    )
    if (!done) return
    clear()
    if (done.state === 'sent') onDone()
  }

  if (submission.waiting) return <Waiting />
  return (
    <Card>
      <Field
        label="您的回答"
        lines="many"
        value={values.text}
        onChange={(text) => patch({ text })}
        error={submission.error?.fields?.text}
      />
      <PhotoPicker
        {...picked}
        label="拍张照"
        onAdd={picked.add}
        onRemove={picked.remove}
        onRetry={picked.retry}
        onOpen={picked.open}
      />
      {submission.error && <ErrorNote message={submission.error.userMessage} />}
      <View className="case-actions">
        <Button
          busy={submission.busy}
          disabledReason={values.text.trim() === '' ? '先写一句，再提交。' : undefined}
          onTap={() => void send()}
        >
          提交回答
        </Button>
      </View>
    </Card>
  )
}
