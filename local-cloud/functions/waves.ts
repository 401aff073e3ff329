/** The size of the largest set of requests that do not overlap in time (interval scheduling by earliest end). */
export function waves(requests: readonly { start: number; end: number }[]): number {
  let count = 0
  let last = Number.NEGATIVE_INFINITY
  for (const { start, end } of [...requests].sort((a, b) => a.end - b.end)) {
    if (start < last) continue
    count += 1
    last = end
  }
  return count
}
