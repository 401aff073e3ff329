import { View } from '@tarojs/components'
import { useMemo } from 'react'
import { useCommand } from '@/client/useCommand'
import { useDraft } from '@/client/useDraft'
import type { AppError } from '@/kernel/errors'
import { Button } from '@/ui/Button'
import { Choices } from '@/ui/Choices'
import { ErrorNote } from '@/ui/ErrorNote'
import { NumberStepper } from '@/ui/NumberStepper'
import { Sheet } from '@/ui/Sheet'
import { categoryOf } from '../../categories'
import { type RepairCard, type RepairCommandName, type RepairDetail, repairContracts } from '../../contract'
import { commandWords } from '../../words'
import { HandlerField } from './HandlerField'
import { MergeField } from './MergeField'
import { type FieldSpec, inputOf, missing, type SheetSpec, type SheetValues, startOf } from './sheets'
import { TextField } from './TextField'
import './staff.scss'

export type CommandSheetProps = {
  item: RepairCard | RepairDetail
  name: RepairCommandName
  spec: SheetSpec
  onClose: () => void
  /** The command is done; `output` is what its contract answers. */
  onDone: (name: RepairCommandName, output: unknown) => void
  /** Someone else was faster, or the case has moved on. */
  onOutdated: (error: AppError) => void
}

/** The one sheet of every command that asks something first; what it asks is data (sheets.ts). */
export function CommandSheet({ item, name, spec, onClose, onDone, onOutdated }: CommandSheetProps) {
  const start = useMemo(() => startOf(spec, categoryOf(item.category).lead[0]), [spec, item.category])
  const [values, patch, clear] = useDraft<SheetValues>(`repairs.${name}.${item.id}`, start)
  const command = useCommand(onOutdated)
  const lacking = missing(spec, values)

  const give = async () => {
    // Looking at a contact changes no state, so its contract names no version.
    const ref = name === 'reveal' ? { id: item.id } : { id: item.id, v: item.v }
    const output = await command.run(repairContracts[name], { ...ref, ...inputOf(values) })
    if (output === null) return
    clear()
    onDone(name, output)
  }

  return (
    <Sheet
      open
      title={commandWords[name]}
      onClose={onClose}
      foot={
        <Button
          kind={spec.danger ? 'danger' : 'primary'}
          busy={command.busy !== null}
          disabledReason={lacking}
          onTap={() => void give()}
        >
          {spec.confirm}
        </Button>
      }
    >
      <View className="staff-about">
        {item.title} · {item.place}
      </View>
      <View>{spec.say}</View>
      {spec.fields.map((field) => (
        <SheetField
          key={field.name}
          field={field}
          item={item}
          value={values[field.name] ?? ''}
          error={command.error}
          onChange={(value) => patch({ [field.name]: value })}
        />
      ))}
      {command.error && <ErrorNote message={command.error.userMessage} />}
    </Sheet>
  )
}

type SheetFieldProps = {
  field: FieldSpec
  item: RepairCard | RepairDetail
  value: string | number
  error: AppError | null
  onChange: (value: string | number) => void
}

function SheetField({ field, item, value, error, onChange }: SheetFieldProps) {
  switch (field.kind) {
    case 'handler':
      return <HandlerField category={item.category} value={String(value)} onChange={onChange} />
    case 'merge':
      return 'communityId' in item ? <MergeField item={item} value={String(value)} onChange={onChange} /> : null
    case 'text':
      return (
        <TextField
          label={field.label}
          value={String(value)}
          onChange={onChange}
          max={field.most}
          optional={field.least === 0}
          phrases={field.phrases}
          error={error?.fields?.[field.name]}
        />
      )
    case 'choice':
      return (
        <Choices
          label={field.label}
          value={field.options.find((option) => option.value === value)?.value ?? null}
          onChange={onChange}
          options={field.options}
        />
      )
    case 'days':
      return (
        <NumberStepper
          label={field.label}
          value={Number(value)}
          onChange={onChange}
          min={1}
          max={field.most}
          unit={field.unit}
        />
      )
  }
}
