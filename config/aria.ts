import type { IPluginContext } from '@tarojs/service'

/** Components that carry text or can be tapped: the ones a screen reader stops at. */
const speaking = new Set(['view', 'text', 'image', 'button', 'input', 'textarea', 'navigator', 'switch'])

const attributes = ['role', 'label', 'hidden', 'checked', 'selected', 'disabled', 'expanded', 'live']

type Template = { modifyCompProps?: (component: string, props: Record<string, string>) => Record<string, string> }

/**
 * Taro's weapp templates bind no `aria-*`, so labels written in JSX would be lost on a phone. This adds the few we use
 * to the templates of the speaking components; `ariaLabel` in JSX then reaches WeChat as `aria-label`.
 */
export default (ctx: IPluginContext): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: { template?: Template }) {
      const template = platform.template
      if (!template) return
      const before = template.modifyCompProps?.bind(template)
      template.modifyCompProps = (component, props) => {
        const known = before ? before(component, props) : props
        if (!speaking.has(component)) return known
        return { ...known, ...Object.fromEntries(attributes.map((name) => [`aria-${name}`, ''])) }
      }
    },
  })
}
