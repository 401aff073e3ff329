import type { Document } from '@/kernel/store'

/** A photo someone uploaded. Until a case shows it nobody but its owner can put it anywhere. */
export interface FileDocument extends Document {
  readonly ownerId: string
  /** Where the bytes lie; nobody can guess it, and it is never told, only temporary addresses are. */
  readonly path: string
  readonly thumbPath: string
  readonly type: 'image/jpeg' | 'image/png'
  readonly bytes: number
  readonly width: number
  readonly height: number
}

export const collections = [
  { name: 'files', indexes: [{ name: 'owner', keys: { ownerId: 1, createdAt: 1 } }] },
] as const
