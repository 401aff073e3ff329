import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import * as z from 'zod/mini'
import { setClockOffset } from './now'

const personaSchema = z.object({ key: z.string(), label: z.string(), group: z.optional(z.string()) })
export type Persona = z.output<typeof personaSchema>
const personasSchema = z.object({ personas: z.array(personaSchema) })
const clockSchema = z.object({ now: z.string() })

const localUrl = (path: string): string =>
  `${process.env.TARO_ENV === 'weapp' ? process.env.WUQUAN_LOCAL_CLOUD_URL : ''}/__local/${path}`

/** Local build only: says deadlines from the local cloud's clock, which may be set to any day. */
export function useLocalClock(): void {
  useEffect(() => {
    Taro.request({ url: localUrl('clock') })
      .then(({ data }) => {
        const clock = z.safeParse(clockSchema, data)
        if (clock.success) setClockOffset(Date.parse(clock.data.now) - Date.now())
      })
      .catch((error: unknown) => console.warn('no local cloud', error))
  }, [])
}

/** Local build only: whom the local cloud knows. */
export function usePersonas(): Persona[] {
  const [personas, setPersonas] = useState<Persona[]>([])
  useEffect(() => {
    let here = true
    Taro.request({ url: localUrl('personas') })
      .then(({ data }) => {
        const list = z.safeParse(personasSchema, data)
        if (here && list.success) setPersonas(list.data.personas)
      })
      .catch((error: unknown) => console.warn('no local cloud', error))
    return () => {
      here = false
    }
  }, [])
  return personas
}
