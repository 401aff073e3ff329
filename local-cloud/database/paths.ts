import { type Document, fieldOf, isDocument, type Value } from './values'

/**
 * Whether any value a dotted path leads to satisfies the test, with MongoDB's array rules: an array on the way stands
 * for its documents (scalars in it lead nowhere), a numeric part also picks the position, an array at the end stands
 * for itself and its elements. (Server source `matcher/path.cpp`, ElementIterator.)
 */
export function elementsAt(
  node: Value | undefined,
  parts: readonly string[],
  index: number,
  test: (value: Value | undefined) => boolean,
  wholeArrays: boolean,
): boolean {
  if (index === parts.length) {
    if (test(node)) return true
    return !wholeArrays && Array.isArray(node) && node.some(test)
  }
  const part = parts[index] as string
  if (Array.isArray(node)) {
    for (const item of node) {
      if (isDocument(item) && elementsAt(item, parts, index, test, wholeArrays)) return true
    }
    const position = positionOf(part)
    if (position === null || position >= node.length) return false
    return elementsAt(node[position], parts, index + 1, test, wholeArrays)
  }
  const child = isDocument(node) ? fieldOf(node, part) : undefined
  return elementsAt(child, parts, index + 1, test, wholeArrays)
}

/** The array position a path part names, or null. */
export function positionOf(part: string): number | null {
  return /^(0|[1-9]\d*)$/.test(part) ? Number(part) : null
}

/** The value exactly at a path, arrays only by position; undefined = missing. */
export function valueAt(document: Document, parts: readonly string[]): Value | undefined {
  let node: Value | undefined = document
  for (const part of parts) {
    if (Array.isArray(node)) {
      const position = positionOf(part)
      node = position === null ? undefined : node[position]
    } else node = isDocument(node) ? fieldOf(node, part) : undefined
  }
  return node
}
