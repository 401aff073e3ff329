import type cloudbase from '@cloudbase/node-sdk'
import type { WeChat } from '@/kernel/handler'

type App = ReturnType<typeof cloudbase.init>

/** The person turned these messages off, or has no subscription left (WeChat `subscribeMessage.send`). */
const refusedCodes = [43101, 43104]

/** WeChat's open API, called through CloudBase so that no app secret is ever ours to keep. */
export function createWeChat(app: App): WeChat {
  return {
    async sendMessage({ openid, templateId, page, data }) {
      const fields = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { value }]))
      const { result } = (await app.callWxOpenApi({
        apiName: '/cgi-bin/message/subscribe/send',
        requestData: { touser: openid, template_id: templateId, page, data: fields, lang: 'zh_CN' },
      } as never)) as { result: { errcode?: number } }
      const code = result?.errcode ?? 0
      if (code === 0) return 'sent'
      return refusedCodes.includes(code) ? 'refused' : 'failed'
    },
  }
}
