import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { collections, functions, messageTemplates } from '../cloudfunctions/manifest'

const root = resolve(__dirname, '..')
const out = resolve(root, 'dist/cloudfunctions')

/** Leaves out what the SDK loads at start for `app.ai()`, `app.models` and `app.mysql()`, which this product never calls. */
const leaveOut: Plugin = {
  name: 'leave-out',
  setup({ onResolve }) {
    const absent = { path: resolve(root, 'cloudfunctions/absent.ts') }
    onResolve({ filter: /^@cloudbase\/wx-cloud-client-sdk$/ }, () => absent)
    onResolve({ filter: /^\.\/ai$/ }, ({ importer }) =>
      importer.endsWith('@cloudbase/node-sdk/dist/cloudbase.js') ? absent : undefined,
    )
  },
}

/** Keys for the local cloud only; environment.ts refuses them anywhere else. */
export const demoKeys = {
  WUQUAN_PERSON_KEY: 'demo-person-key-of-the-local-cloud',
  WUQUAN_DOOR_KEY: 'demo-door-key-of-the-local-cloud',
  WUQUAN_SEAL_KEY: 'demo-seal-key-of-the-local-cloud',
}

/** Builds every cloud function into one self-contained file, and the manifest the local cloud starts from. */
export async function buildFunctions(): Promise<void> {
  await build({
    entryPoints: functions.map(({ name }) => ({
      in: resolve(root, `cloudfunctions/${name}/index.ts`),
      out: `${name}/index`,
    })),
    outdir: out,
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    minify: true,
    sourcemap: false,
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    alias: { '@': resolve(root, 'src') },
    plugins: [leaveOut],
  })
  const manifest = {
    envId: 'wuquan-local',
    collections,
    functions: functions.map((one) => ({ ...one, bundle: `${one.name}/index.js`, environment: demoKeys })),
    messageTemplates,
  }
  await mkdir(out, { recursive: true })
  await writeFile(resolve(out, 'manifest.json'), JSON.stringify(manifest, null, 2))
}

if (require.main === module) buildFunctions()
