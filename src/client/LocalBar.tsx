import { useState } from 'react'
import { persona } from '@/platform/persona'
import { PersonaBar } from '@/ui/PersonaBar'
import { useLocalClock, usePersonas } from './personas'
import { useSession } from './session'

/** Local build only: who you are, and a way to be someone else. */
export function LocalBar() {
  const personas = usePersonas()
  useLocalClock()
  const switchPersona = useSession((session) => session.switchPersona)
  const [current, setCurrent] = useState(() => persona.get())
  return (
    <PersonaBar
      personas={personas}
      current={current}
      onSwitch={(key) => {
        setCurrent(key)
        void switchPersona(key)
      }}
    />
  )
}
