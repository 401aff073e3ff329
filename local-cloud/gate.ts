/**
 * Lets calls through side by side, and lets a reset have the house to itself: it waits for the calls inside, and new
 * ones wait for it.
 */
export class Gate {
  private inside = 0
  private closing: Promise<void> = Promise.resolve()
  private emptied: (() => void) | undefined

  async enter<T>(work: () => Promise<T>): Promise<T> {
    for (let seen: Promise<void> | undefined; seen !== this.closing; ) {
      seen = this.closing
      await seen
    }
    this.inside += 1
    try {
      return await work()
    } finally {
      this.inside -= 1
      if (this.inside === 0) this.emptied?.()
    }
  }

  /** Runs alone. Exclusive works run one after the other. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.closing.then(async () => {
      if (this.inside > 0) {
        await new Promise<void>((resolve) => {
          this.emptied = resolve
        })
        this.emptied = undefined
      }
      return work()
    })
    this.closing = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }
}
