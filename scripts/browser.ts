import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const how = 'install Debian\'s with "apt-get install chromium fonts-noto-cjk", or name one in CHROMIUM_PATH'

/** The Chromium the browser journeys use; undefined where there is none. `CHROMIUM_PATH` names another. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  return (named ? [named] : candidates).find((path) => existsSync(path))
}

/**
 * Makes sure there is a browser, installing Debian's where this process may.
 * Returns undefined when there is one, else one sentence that says how to get it.
 */
export function ensureChromium(): string | undefined {
  if (findChromium()) return undefined
  if (process.env.CHROMIUM_PATH) return `CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not there`
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) return `there is no Chromium for the browser journeys: ${how}`
  console.log('installing Chromium from Debian …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk']
  for (const args of [['update'], install]) {
    const { status, stderr } = spawnSync('apt-get', args, {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    })
    if (status !== 0) return `apt-get ${args[0]} failed (${stderr.trim().split('\n').at(-1)}): ${how}`
  }
  return findChromium() ? undefined : `apt-get installed no Chromium: ${how}`
}
