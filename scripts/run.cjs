/**
 * `node scripts/run.cjs <name> [flags]` runs scripts/<name>.ts, on a fresh clone too: it installs the packages of
 * package-lock.json first when they are missing or others, so it may use nothing but Node itself.
 */
const { spawn, spawnSync } = require('node:child_process')
const { readFileSync } = require('node:fs')
const { join, resolve } = require('node:path')

const root = resolve(__dirname, '..')

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node ${process.versions.node} is too old: this project needs Node 20 or newer.`)
  process.exit(1)
}

/** Whether every package of the lock is installed in its version; npm keeps the list of what it installed. */
function installed() {
  const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages
  let have
  try {
    have = packagesOf('node_modules/.package-lock.json')
  } catch {
    return false
  }
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, optional }]) =>
      !path.startsWith('node_modules/') || optional || (have[path] && have[path].version === version),
  )
}

if (!installed()) {
  console.log('installing packages (npm ci), about two minutes the first time …')
  const { status, error } = spawnSync('npm', ['ci'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) {
    console.error(error ? `npm did not start: ${error.message}` : 'npm ci failed; its last lines above say why.')
    process.exit(1)
  }
}

const [name, ...flags] = process.argv.slice(2)
const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'scripts', `${name}.ts`), ...flags], {
  cwd: root,
  stdio: 'inherit',
})
// Ctrl-C reaches the child by itself; this process only waits for it to end well.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('close', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
