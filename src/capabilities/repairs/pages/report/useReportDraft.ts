import { useState } from 'react'
import { useDraft } from '@/client/useDraft'

interface Values {
  category: string | null
  text: string
  /** Photos on this device. */
  refs: string[]
  /** 代填: for whom. */
  onBehalfOf: string
}

export interface ReportDraft {
  values: Values
  patch: (part: Partial<Values>) => void
  clear: () => void
  /** It was begun on an earlier visit. */
  restored: boolean
}

const empty: Values = { category: null, text: '', refs: [], onBehalfOf: '' }

/** The report being written, kept on this device until it is submitted; one for oneself, one for others. */
export function useReportDraft(onBehalf: boolean): ReportDraft {
  const [values, patch, clear] = useDraft(onBehalf ? 'repairs.reportFor' : 'repairs.report', empty)
  const [restored, setRestored] = useState(values.category !== null)
  return {
    values,
    patch,
    restored,
    clear() {
      setRestored(false)
      clear()
    },
  }
}
