import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { openBrowser, openPhone, type Phone } from '../support/browser'
import { startCloud, type TestCloud } from '../support/cloud'

const h5 = resolve(__dirname, '../../dist/h5-local')
/** EXPERIENCE: text at least 36 rpx, targets at least 120 rpx, on a screen of 750 rpx. */
const rpx = 390 / 750

let cloud: TestCloud
let browser: Browser
let phone: Phone
beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo', staticFolder: h5 })
  browser = await openBrowser()
  phone = await openPhone(browser, `${cloud.url}/`)
}, 60_000)
afterAll(async () => {
  await phone?.close()
  await browser?.close()
  await cloud?.stop()
})

/** What of the page's own controls is too small, and whether the page is wider than the screen. */
const measure = () =>
  phone.page.evaluate(
    ({ target, text }) => {
      const shown = [
        ...document.querySelectorAll<HTMLElement>('.wq-screen [role="button"], .wq-screen [role="switch"]'),
      ].filter((element) => element.offsetParent !== null && !element.closest('[class*="persona"]'))
      const small = shown.filter((element) => element.getBoundingClientRect().height < target - 0.5)
      const words = [...document.querySelectorAll<HTMLElement>('.wq-screen .wq-card *')].filter(
        (element) => element.offsetParent !== null && element.children.length === 0 && element.textContent?.trim(),
      )
      const faint = words.filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < text - 0.1)
      return {
        controls: shown.length,
        small: small.map((element) => element.getAttribute('aria-label') ?? element.textContent),
        faint: faint.map((element) => element.textContent),
        wide: document.documentElement.scrollWidth > window.innerWidth,
      }
    },
    { target: 120 * rpx, text: 36 * rpx },
  )

test('长辈版 is one tap on the first screen; text and targets grow on every tab and nothing overflows', async () => {
  await phone.handTo(/居民A017/)
  await phone.see('白鹭花园')
  expect((await measure()).small.length).toBeGreaterThan(0)
  await phone.tap(/^长辈版/, 'switch')
  for (const tab of ['首页', '进度', '小区', '我的']) {
    await phone.tap(tab, 'link')
    await phone.page.waitForTimeout(800)
    const { controls, ...found } = await measure()
    expect({ tab, ...found }).toEqual({ tab, small: [], faint: [], wide: false })
    expect(controls).toBeGreaterThan(0)
  }
}, 60_000)
