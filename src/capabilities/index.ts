/** A capability's place in the mini program: its subpackage is `capabilities/<name>`, its pages are relative to it. */
export interface Capability {
  name: string
  pages: string[]
}

/**
 * Promises that no two capabilities share a name, since the later one would silently shadow the earlier one's pages.
 * Throws an `Error` naming the double.
 */
export function distinct(list: Capability[]): Capability[] {
  const names = new Set<string>()
  for (const { name } of list) {
    if (names.has(name)) throw new Error(`Capability registered twice: ${name}`)
    names.add(name)
  }
  return list
}

/** Every capability with pages, one line each. */
export const capabilities: Capability[] = distinct([
  { name: 'repairs', pages: ['pages/report/index', 'pages/case/index', 'pages/workbench/index', 'pages/handle/index'] },
  { name: 'notifications', pages: ['pages/inbox/index'] },
  { name: 'ledger', pages: ['pages/report/index'] },
  { name: 'places', pages: ['pages/codes/index'] },
  { name: 'people', pages: ['pages/grants/index'] },
])
