import { cp, mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

/** What is bundled, by output name. Add an entry here and nowhere else. */
const ENTRIES: Record<string, string> = {
  main: 'local-cloud/main.ts',
  'function-worker': 'local-cloud/functions/worker.ts',
  'database-worker': 'local-cloud/database/worker.ts',
}

/** Packages that stay outside the bundles: native code. */
const EXTERNAL = ['@photostructure/sqlite']

const ROOT = join(__dirname, '..')

/**
 * Bundles every entry to `dist/local-cloud/<name>.js` (CommonJS, Node 20). Files are replaced by rename, so a process
 * starting meanwhile loads the old or the new one, never half of one.
 */
export async function buildLocalCloud(): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: 'dist/local-cloud',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'linked',
    external: EXTERNAL,
    write: false,
    logLevel: 'warning',
  })
  for (const { path, contents } of outputFiles) {
    await mkdir(dirname(path), { recursive: true })
    const draft = `${path}.${process.pid}.tmp`
    await writeFile(draft, contents)
    await rename(draft, path)
  }
  await cp(join(ROOT, 'local-cloud/console'), join(ROOT, 'dist/local-cloud/console'), { recursive: true })
}

if (require.main === module) {
  buildLocalCloud().catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
}
