import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(__dirname, '..')

/** The gates, by their npm script, cheap ones first. */
export const gates = ['check:style', 'check:doors', 'check:dead', 'check:types', 'check:docs', 'check:sizes'] as const

export interface GateResult {
  readonly name: string
  readonly ok: boolean
}

/** Runs one npm script; what it said is shown when it failed, the table of sizes always. */
function runGate(name: string): Promise<GateResult> {
  const started = Date.now()
  const child = spawn('npm', ['run', '--silent', name], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  return new Promise((done) => {
    const end = (ok: boolean): void => {
      console.log(`${ok ? '✓' : '✗'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
      if (!ok || name === 'check:sizes') console.log(said.trimEnd())
      done({ name, ok })
    }
    child.on('error', (error) => {
      said += error.message
      end(false)
    })
    child.on('close', (code) => end(code === 0))
  })
}

/** Runs every gate, whatever the others say, and tells which of them are closed. */
export async function runGates(): Promise<GateResult[]> {
  const results: GateResult[] = []
  for (const name of gates) results.push(await runGate(name))
  return results
}

if (require.main === module) {
  runGates().then((results) => {
    const failed = results.filter(({ ok }) => !ok).length
    console.log(`${results.length - failed} gates open, ${failed} closed`)
    process.exitCode = failed ? 1 : 0
  })
}
