import { Button } from './Button'
import { Notice } from './Notice'

export type ErrorNoteProps = {
  /** The `userMessage`: what happened and what to do. */
  message: string
  onRetry?: () => void
  retrying?: boolean
}

/** What went wrong, in words, with the way on. */
export function ErrorNote({ message, onRetry, retrying }: ErrorNoteProps) {
  return (
    <Notice
      tone="late"
      action={
        onRetry && (
          <Button kind="quiet" size="small" icon="redo" busy={retrying ?? false} onTap={onRetry}>
            再试一次
          </Button>
        )
      }
    >
      {message}
    </Notice>
  )
}
