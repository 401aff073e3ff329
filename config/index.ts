import { resolve } from 'node:path'
import { defineConfig } from '@tarojs/cli'

const root = resolve(__dirname, '..')
const platform = process.env.TARO_ENV ?? 'weapp'
const local = process.env.WUQUAN_LOCAL === '1'
const text = (value: string | undefined) => JSON.stringify(value ?? '')

/** Only code of a capability may be moved into its subpackage; what is shared stays once, in the main package. */
const isShared = (module: { resource?: string }) => !/[\\/]src[\\/]capabilities[\\/]/.test(module.resource ?? '')

/** The release build has no local identities, no persona bar and no gallery: `WUQUAN_LOCAL=1` at build time adds them. */
export default defineConfig<'webpack5'>(async () => ({
  projectName: 'wuquan',
  date: '2026-11-22',
  designWidth: 750,
  deviceRatio: { 640: 2.34 / 2, 750: 1, 375: 2, 828: 1.81 / 2 },
  sourceRoot: 'src',
  outputRoot: `dist/${platform}${local ? '-local' : ''}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: {
    enable: true,
    name: `${platform}-${process.env.NODE_ENV}-${local ? 'local' : 'release'}`,
    // app.config.ts is watched by Taro itself; what it imports is not, and a new page would be missing without a word.
    buildDependencies: { capabilities: [resolve(root, 'src/capabilities/index.ts')] },
  },
  baseLevel: 8,
  alias: { '@': resolve(root, 'src') },
  plugins: [resolve(__dirname, 'aria.ts')],
  env: {
    WUQUAN_LOCAL: text(local ? '1' : ''),
    WUQUAN_LOCAL_CLOUD_URL: text(process.env.WUQUAN_LOCAL_CLOUD_URL ?? (local ? 'http://127.0.0.1:9700' : '')),
    WUQUAN_ENV_ID: text(process.env.WUQUAN_ENV_ID),
    WUQUAN_API_URL: text(process.env.WUQUAN_API_URL ?? '/functions/api'),
  },
  mini: {
    optimizeMainPackage: { enable: true, exclude: [isShared] },
    experimental: { compileMode: true },
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false, config: {} } },
  },
  h5: {
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      // On a wide screen letters stop growing; the page gets room instead.
      pxtransform: { enable: true, config: { baseFontSize: 20, minRootSize: 17, maxRootSize: 24 } },
      cssModules: { enable: false, config: {} },
    },
    webpackChain(chain) {
      chain.optimization.splitChunks({ ...chain.optimization.get('splitChunks'), chunks: 'all' })
    },
  },
}))
