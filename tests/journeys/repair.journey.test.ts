import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import * as ledger from '@/capabilities/ledger/contract'
import * as repairs from '@/capabilities/repairs/contract'
import { openBrowser, openPhone, type Phone } from '../support/browser'
import { startCloud, type TestCloud } from '../support/cloud'
import { smallPhoto } from '../support/photos'

const h5 = resolve(__dirname, '../../dist/h5-local')
const shots = resolve(__dirname, 'shots')
const photo = { name: 'lamp.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(smallPhoto(), 'base64') }

/** 白鹭花园 3号楼, as printed on its door. */
const door = 'b=FDNTFSQY.DNTY'
const period = { from: '2025-03-03', to: '2025-06-30' }

let cloud: TestCloud
let browser: Browser
let phone: Phone
beforeAll(async () => {
  await mkdir(shots, { recursive: true })
  cloud = await startCloud({ seed: 'demo', staticFolder: h5 })
  browser = await openBrowser()
  phone = await openPhone(browser, `${cloud.url}/#/pages/scan/index?${door}`)
}, 60_000)
afterAll(async () => {
  await phone?.close()
  await browser?.close()
  await cloud?.stop()
})

const shot = (name: string) => phone.page.screenshot({ path: join(shots, `${name}.png`) })
const lamps = async (): Promise<number> =>
  (await cloud.as(null, ledger.report, period)).totals.find(({ indicator }) => indicator === 'LAMP')?.qty ?? 0

let number = ''
let caseId = ''

describe('a repair travels from the door code to fixed, verified and rated (H5)', () => {
  test('a resident reports a broken lamp with a photo: 4 taps, no typing', async () => {
    await phone.see('3号楼')
    await phone.handTo(/居民A017/)
    phone.takeTaps()
    await phone.tap(/我要报修/)
    await phone.tap('灯不亮')
    await phone.shoot('拍照或选照片', photo)
    await phone.tap('提交')
    await phone.page.getByRole('heading', { name: '报好了' }).waitFor()
    expect(phone.takeTaps()).toBe(4)
    await shot('reported')
    number = /报-\d{8}-\d{4}/.exec((await phone.page.textContent('body')) ?? '')?.[0] ?? ''
    expect(number).not.toBe('')
    const { items } = await cloud.as('resident-blhy-1', repairs.listMine, {})
    caseId = items.find((item) => item.number === number)?.id ?? ''
    expect(caseId).not.toBe('')
    await phone.tap('回首页')
    await phone.named('首页', 'link').waitFor()
  }, 60_000)

  test('a grid officer dispatches it: 工作台 → 待受理 → 派单 → 确定', async () => {
    await phone.handTo(/网格员01/)
    phone.takeTaps()
    await phone.tap(/^工作台/)
    await phone.tap(/^待受理/, 'tab')
    await shot('workbench')
    await phone.tap(/^派单，灯不亮，白鹭花园 3号楼$/)
    await phone.tap('确定')
    await phone.see('派好了')
    expect(phone.takeTaps()).toBe(4)
    await shot('dispatched')
  }, 60_000)

  test('property takes it on from the message and finishes with photo and quantity 2', async () => {
    await phone.handTo(/物业员01/)
    await phone.goHome()
    await phone.tap(/条新消息|消息/)
    phone.takeTaps()
    await phone.tapFirst(/新派单/)
    await phone.tap('开始处理')
    await phone.shoot('拍照或选照片', photo)
    await phone.tap('修了多少增加')
    await shot('finishing')
    await phone.tap('提交核查')
    await phone.page
      .getByRole('img', { name: /待核查$/ })
      .filter({ visible: true })
      .waitFor()
    expect(phone.takeTaps()).toBe(5)
  }, 60_000)

  test('a different grid officer verifies, and the results ledger gains LAMP +2', async () => {
    const before = await lamps()
    await phone.handTo(/网格员02/)
    await phone.goHome()
    phone.takeTaps()
    await phone.tap(/^工作台/)
    await phone.tap(/^待核查/, 'tab')
    await phone.tap(/^去核查，灯不亮，白鹭花园 3号楼$/)
    await phone.tap('通过')
    await phone.see('核查通过')
    await shot('verified')
    expect(await lamps()).toBe(before + 2)
  }, 60_000)

  test('the resident rates it, and the history is intact', async () => {
    await phone.handTo(/居民A017/)
    await phone.goHome()
    await shot('to-rate')
    await phone.tap('进度', 'link')
    await phone.tapFirst(/灯不亮.*待评价/)
    await shot('case-to-rate')
    await phone.tap(/^满意$/, 'radio')
    await phone.tap('提交')
    await phone.see('已办结')
    await phone.tap('核验记录')
    await phone.see(/记录完整/)
    await shot('closed')
    const closed = await cloud.as('resident-blhy-1', repairs.get, { id: caseId })
    expect(closed).toMatchObject({ status: 'closed', number, ratings: [{ stars: 5 }] })
  }, 60_000)
})
