import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Field } from '@/ui/Field'
import { NumberStepper } from '@/ui/NumberStepper'
import { PhotoPicker } from '@/ui/PhotoPicker'
import type { useFinish } from './useFinish'
import './staff.scss'

export type FinishCardProps = {
  finish: ReturnType<typeof useFinish>
  /** Unit of the result where the category posts to the results ledger (★). */
  unit: string | undefined
}

/** 完工: photo, quantity, a word. Its button is the page's main one. */
export function FinishCard({ finish: { draft, patch, photos, error, most }, unit }: FinishCardProps) {
  return (
    <Card title="修好了，交给网格员核查" className="staff-form">
      <PhotoPicker
        photos={photos.photos}
        max={most}
        label="完工照片"
        hint="拍清楚修好的地方"
        error={photos.error ?? error?.fields?.photoIds}
        onAdd={photos.add}
        onRemove={photos.remove}
        onRetry={photos.retry}
        onOpen={photos.open}
      />
      {unit && (
        <NumberStepper
          label="修了多少"
          value={draft.quantity}
          onChange={(quantity) => patch({ quantity })}
          min={unit === '平方米' ? 0.5 : 1}
          step={unit === '平方米' ? 0.5 : 1}
          max={100000}
          unit={unit}
        />
      )}
      <Field
        label="说明"
        lines="many"
        value={draft.note}
        onChange={(note) => patch({ note })}
        max={2000}
        optional
        error={error?.fields?.note}
      />
      {error && <ErrorNote message={error.userMessage} />}
    </Card>
  )
}
