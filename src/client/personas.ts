import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import * as z from 'zod/mini'

const personaSchema = z.object({ key: z.string(), label: z.string(), group: z.optional(z.string()) })
export type Persona = z.output<typeof personaSchema>

const personasUrl = (): string =>
  `${process.env.TARO_ENV === 'weapp' ? process.env.WUQUAN_LOCAL_CLOUD_URL : ''}/__local/personas`

/** Local build only: whom the local cloud knows. */
export function usePersonas(): Persona[] {
  const [personas, setPersonas] = useState<Persona[]>([])
  useEffect(() => {
    let here = true
    Taro.request({ url: personasUrl() })
      .then(({ data }) => {
        const list = z.safeParse(z.array(personaSchema), data)
        if (here && list.success) setPersonas(list.data)
      })
      .catch((error: unknown) => console.warn('no local cloud', error))
    return () => {
      here = false
    }
  }, [])
  return personas
}
