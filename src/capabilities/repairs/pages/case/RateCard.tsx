import { View } from '@tarojs/components'
import { useState } from 'react'
import { useSubmission } from '@/client/useSubmission'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { type Face, Faces } from '@/ui/Faces'
import { Field } from '@/ui/Field'
import { type RepairDetail, rate } from '../../contract'
import './actions.scss'
import { ReopenSheet } from './ReopenSheet'
import { Waiting } from './Waiting'

/** Three faces for five stars: 4 and 5 count as satisfied (DOMAIN §5). */
const stars: Record<Face, number> = { good: 5, fair: 3, bad: 1 }

/** Two taps: a face, 提交. Not mended after all is one more button beside it. */
export function RateCard({ item, onDone }: { item: RepairDetail; onDone: () => void }) {
  const [face, setFace] = useState<Face | null>(null)
  const [text, setText] = useState('')
  const [reopening, setReopening] = useState(false)
  const submission = useSubmission(onDone)

  const send = async () => {
    if (!face) return
    const done = await submission.send(
      rate,
      { id: item.id, v: item.v, stars: stars[face], ...(text.trim() !== '' && { text }) },
      { title: `评价：${item.title}` },
    )
    if (done?.state === 'sent') onDone()
  }

  if (submission.waiting) return <Waiting />
  return (
    <Card title="您满意吗？">
      <Faces value={face} onChange={setFace} />
      <View className="rate-words">
        <Field label="说一句" optional value={text} onChange={setText} max={500} placeholder="哪里好，哪里不好" />
      </View>
      {submission.error && <ErrorNote message={submission.error.userMessage} />}
      <View className="case-actions">
        <Button busy={submission.busy} disabledReason={face ? undefined : '先点一个表情。'} onTap={() => void send()}>
          提交
        </Button>
        {item.allowed.includes('reopen') && (
          <Button kind="quiet" icon="redo" onTap={() => setReopening(true)}>
            没修好
          </Button>
        )}
      </View>
      <ReopenSheet item={item} open={reopening} onClose={() => setReopening(false)} onDone={onDone} />
    </Card>
  )
}
