import { useCallback, useMemo, useState } from 'react'
import { asAppError } from '@/client/call'
import { submit, useOutbox } from '@/client/sending'
import { useDraft } from '@/client/useDraft'
import { usePhotos } from '@/client/usePhotos'
import type { AppError } from '@/kernel/errors'
import { finish, type RepairDetail } from '../../contract'

interface FinishDraft {
  refs: string[]
  quantity: number
  note: string
}

const most = 6

/** What a handler fills in when the work is done; kept on the device until the server has it. */
export function useFinish(
  item: RepairDetail | null,
  onDone: (sent: boolean) => void,
  onOutdated: (error: AppError) => void,
) {
  const start = useMemo<FinishDraft>(() => ({ refs: [], quantity: 1, note: '' }), [])
  const [draft, patch, clear] = useDraft(`repairs.finish.${item?.id ?? ''}`, start)
  const setRefs = useCallback((refs: string[]) => patch({ refs }), [patch])
  const photos = usePhotos(draft.refs, setRefs, most)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const { entries } = useOutbox()
  const waiting = entries.some(({ action, input }) => action === finish.name && input.id === item?.id)

  const send = async () => {
    if (!item || busy) return
    setBusy(true)
    setError(null)
    const { id, v, unit, title } = item
    const note = draft.note.trim()
    try {
      const done = await submit(
        finish,
        { id, v, photoIds: [], ...(unit && { quantity: draft.quantity }), ...(note && { note }) },
        { title: `完工：${title}`, photos: { field: 'photoIds', refs: draft.refs } },
      )
      clear()
      onDone(done.state === 'sent')
    } catch (thrown) {
      const failure = asAppError(thrown)
      setError(failure)
      if (failure.code === 'conflict' || failure.code === 'wrong_state') onOutdated(failure)
    } finally {
      setBusy(false)
    }
  }

  return { draft, patch, photos, busy, error, waiting, send, most }
}
