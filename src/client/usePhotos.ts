import { useEffect, useState } from 'react'
import { files } from '@/platform/files'
import { preview } from '@/platform/preview'
import type { PickedPhoto } from '@/ui/PhotoPicker'
import { asAppError } from './call'
import { forgetPhoto, photoId } from './photos'

/** Refusals of the photo itself; anything else is tried again when the form is submitted. */
const refusals = new Set<string>(['invalid_input', 'content_refused'])

export interface Photos {
  photos: PickedPhoto[]
  error: string | undefined
  add: () => void
  remove: (key: string) => void
  retry: (key: string) => void
  open: (key: string) => void
}

/**
 * Photos of a form, by their refs (keep those in the draft). Each is uploaded in the background as soon as it is chosen
 * and never blocks typing; without network it goes with the submission.
 */
export function usePhotos(refs: string[], onChange: (refs: string[]) => void, max = 3): Photos {
  const [known, setKnown] = useState<Record<string, PickedPhoto>>({})
  const [error, setError] = useState<string>()

  const mark = (key: string, part: Partial<PickedPhoto>) =>
    setKnown((now) => {
      const photo = now[key]
      return photo ? { ...now, [key]: { ...photo, ...part } } : now
    })
  const start = async (key: string) => {
    mark(key, { state: 'sending', progress: 0.5 })
    try {
      await photoId(key)
      mark(key, { state: 'ready' })
    } catch (thrown) {
      const failure = asAppError(thrown)
      mark(key, { state: refusals.has(failure.code) ? 'failed' : 'ready' })
      if (refusals.has(failure.code)) setError(failure.userMessage)
    }
  }

  useEffect(() => {
    let here = true
    for (const ref of refs) {
      if (known[ref]) continue
      void files.url(ref).then((url) => {
        if (!here) return
        if (url) setKnown((now) => ({ ...now, [ref]: now[ref] ?? { key: ref, url, state: 'ready' } }))
        else onChange(refs.filter((one) => one !== ref))
      })
    }
    return () => {
      here = false
    }
  }, [refs, known, onChange])

  const add = async () => {
    setError(undefined)
    try {
      const chosen = await files.choose(max - refs.length)
      if (chosen.length === 0) return
      setKnown((now) => ({
        ...now,
        ...Object.fromEntries(chosen.map(({ ref, url }) => [ref, { key: ref, url, state: 'ready' as const }])),
      }))
      onChange([...refs, ...chosen.map(({ ref }) => ref)])
      for (const { ref } of chosen) void start(ref)
    } catch (thrown) {
      setError(asAppError(thrown).userMessage)
    }
  }

  const photos = refs.flatMap((ref) => known[ref] ?? [])
  return {
    photos,
    error,
    add: () => void add(),
    remove(key) {
      setError(undefined)
      onChange(refs.filter((one) => one !== key))
      void forgetPhoto(key)
    },
    retry(key) {
      setError(undefined)
      void start(key)
    },
    open(key) {
      preview.open(
        photos.map(({ url }) => url),
        photos.findIndex((photo) => photo.key === key),
      )
    },
  }
}
