import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Where the local cloud serves, and the keys it accepts: the reply of `GET /__local/credentials`. */
export interface Endpoint {
  envId: string
  secretId: string
  secretKey: string
  serviceUrl: string
  credentials: { private_key_id: string; private_key: string }
}

const MODULES = path.resolve(__dirname, '../../node_modules')
const SUITE = path.join(MODULES, 'upstream-suite')

/** The functions the suite calls; slow enough that its time limit of 10 ms is always over first. */
const FUNCTIONS = ['test', 'invoke']
const BUNDLE = 'exports.main = (event) => new Promise((done) => setTimeout(done, 200, event))\n'

/** What the suite means by the SDK's own files, and where 3.x keeps them. */
const MAPPINGS: Record<string, string> = {
  '^(?:\\.\\./)+src/index$': '<rootDir>/sdk.cjs',
  '^(?:\\.\\./)+lib/const/code$': `${MODULES}/@cloudbase/node-sdk/dist/const/code.js`,
  '^(?:\\.\\./)+src/const/symbol$': `${MODULES}/@cloudbase/node-sdk/dist/const/symbol.js`,
  '^@cloudbase/database/src/(.*)$': `${MODULES}/@cloudbase/database/dist/commonjs/$1`,
  '^bson$': `${MODULES}/upstream-suite/node_modules/bson`,
  '^power-assert$': '<rootDir>/assert.cjs',
}

/** 2.x was one file with a default export; 3.x is what it exports. */
const SDK = `const sdk = require('${MODULES}/@cloudbase/node-sdk')\nmodule.exports = sdk.default ? sdk : { ...sdk, default: sdk }\n`

/**
 * power-assert without its printing is Node's assert. The suite is of a time when that took a missing argument for
 * undefined: \`assert.strictEqual(assert.strictEqual(a, b))\` passed when a is b, and says ERR_MISSING_ARGS today.
 */
const ASSERT = `const assert = require('node:assert')
module.exports = Object.assign((...args) => assert(...args), assert, {
  __esModule: true, // so that \`import * as assert\` stays what can be called
  strictEqual: (actual, expected, message) => assert.strictEqual(actual, expected, message),
})
`

/** Writes what the local cloud starts from for this run to the folder: manifest, personas, functions. */
export async function writeCloud(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'seeds'), { recursive: true })
  const functions = FUNCTIONS.map((name) => ({ name, bundle: 'echo.js', timeoutSeconds: 5, memoryMB: 128 }))
  // the suite declares no index, and sorts 2,000 documents
  const manifest = { envId: 'conformance', collections: [], functions, scanLimit: null }
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest))
  await writeFile(path.join(folder, 'personas.json'), '[]')
  await writeFile(path.join(folder, 'echo.js'), BUNDLE)
}

/** Copies the suite to the folder, points it at the endpoint and writes `jest.config.cjs` beside it. */
export async function writeSuite(folder: string, endpoint: Endpoint, files: RegExp, leftOut: RegExp): Promise<void> {
  await cp(path.join(SUITE, 'test'), path.join(folder, 'test'), { recursive: true })
  const { envId, ...keys } = endpoint
  const config = { ...keys, env: envId, appId: 'wx0000000000000000' }
  await writeFile(path.join(folder, 'test/config.js'), `module.exports = ${JSON.stringify(config)}\n`)
  await writeFile(path.join(folder, 'sdk.cjs'), SDK)
  await writeFile(path.join(folder, 'assert.cjs'), ASSERT)
  // jest takes no asynchronous describe any more; there is nothing to wait for in these two
  await edit(path.join(folder, 'test/database/unit/command.test.ts'), /(describe\('[^']*', )async /g, '$1', 2)
  const settings = {
    rootDir: folder,
    testEnvironment: 'node',
    setupFilesAfterEnv: ['<rootDir>/test/setup.js'],
    testRegex: files.source,
    testNamePattern: leftOut.source,
    modulePaths: [MODULES],
    moduleNameMapper: MAPPINGS,
    transform: {
      '^.+\\.tsx?$': [
        path.join(MODULES, '@swc/jest'),
        { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
      ],
    },
  }
  await writeFile(path.join(folder, 'jest.config.cjs'), `module.exports = ${JSON.stringify(settings, null, 2)}\n`)
}

async function edit(file: string, what: RegExp, by: string, times: number): Promise<void> {
  const text = await readFile(file, 'utf8')
  const found = text.match(what)?.length ?? 0
  if (found !== times) throw new Error(`${file}: ${what} found ${found} times instead of ${times}`)
  await writeFile(file, text.replace(what, by))
}
