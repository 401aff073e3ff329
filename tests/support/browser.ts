import { type Browser, chromium, type Page } from 'playwright-core'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Debian's Chromium; `npm test` installs it where it can. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: flags })

export type Phone = Awaited<ReturnType<typeof openPhone>>

/** A phone in someone's hand: 390×844, touch only. Counts taps, and fails on any error the page logs. */
export async function openPhone(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'zh-CN' })
  const page: Page = await context.newPage()
  page.setDefaultTimeout(15_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  let taps = 0
  await page.goto(url)

  const named = (name: string | RegExp, role: 'button' | 'radio' | 'tab' | 'link' | 'switch' = 'button') =>
    page.getByRole(role, { name }).filter({ visible: true }).last()

  /** Pages slide in and sheets rise: a thumb waits for that too. */
  const settled = () =>
    page.waitForFunction(() =>
      document.getAnimations().every(({ effect, playState }) => {
        const endless = effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY
        return endless || playState !== 'running'
      }),
    )

  const tap = async (...target: Parameters<typeof named>): Promise<void> => {
    await settled()
    await named(...target).tap()
    taps += 1
  }

  return {
    page,
    errors,
    named,
    tap,
    /** The first of several alike, e.g. the newest message. */
    async tapFirst(name: RegExp): Promise<void> {
      await settled()
      await page.getByRole('button', { name }).filter({ visible: true }).first().tap()
      taps += 1
    },
    /** Taps given since the last call: the measure of EXPERIENCE's journeys. */
    takeTaps(): number {
      const given = taps
      taps = 0
      return given
    },
    /** Someone else takes the phone (local build only); their taps are not part of a journey. */
    async handTo(persona: RegExp): Promise<void> {
      // A page that is leaving takes its sheet along: ask again on the one that stays.
      const choice = named(persona, 'radio')
      let chosen = false
      for (let tries = 0; tries < 5 && !chosen; tries++) {
        await settled()
        if (!(await choice.isVisible()))
          await named('换身份')
            .tap({ timeout: 3_000 })
            .catch(() => undefined)
        chosen = await choice.tap({ timeout: 3_000 }).then(
          () => true,
          () => false,
        )
      }
      if (!chosen) throw new Error(`nobody to hand the phone to: ${persona}`)
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    },
    /** Back, as often as it takes, to the first screen. */
    async goHome(): Promise<void> {
      const home = named('首页', 'link')
      // A page may be replacing itself for whoever holds the phone now: a tap that met nothing is given again.
      for (let tries = 0; tries < 8 && !(await home.isVisible()); tries++) {
        await settled()
        await named('返回')
          .tap({ timeout: 3_000 })
          .catch(() => undefined)
        await page.waitForTimeout(400)
      }
      await home.tap()
    },
    /** Gives a photo to the next picker that opens; the shutter does not count. */
    async shoot(name: string | RegExp, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), named(name).tap()])
      taps += 1
      await chooser.setFiles(file)
    },
    see: (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    async close(): Promise<void> {
      await context.close()
      if (errors.length > 0) throw new Error(`the page logged errors:\n${errors.join('\n')}`)
    },
  }
}
