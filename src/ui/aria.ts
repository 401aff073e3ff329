export type Aria = {
  role?: string
  label?: string | undefined
  hidden?: boolean
  checked?: boolean | undefined
  selected?: boolean | undefined
  disabled?: boolean | undefined
  expanded?: boolean | undefined
}

/**
 * What a screen reader needs, in the names each platform listens to: WeChat takes `ariaRole`, the browser `role`.
 * Spread it on a View or Text: `<View {...aria({ role: 'img', label: '照片' })} />`.
 */
export function aria({ role, ...states }: Aria): Record<string, string | boolean> {
  const said = Object.entries(states).filter((entry): entry is [string, string | boolean] => entry[1] !== undefined)
  if (process.env.TARO_ENV === 'h5') {
    return { ...(role ? { role } : {}), ...Object.fromEntries(said.map(([name, value]) => [`aria-${name}`, value])) }
  }
  const camel = said.map(([name, value]) => [`aria${name[0]?.toUpperCase()}${name.slice(1)}`, value])
  return { ...(role ? { ariaRole: role } : {}), ...Object.fromEntries(camel) }
}
