import { phone } from '@/platform/phone'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Facts'
import { Notice } from '@/ui/Notice'
import { Sheet } from '@/ui/Sheet'

export type ContactSheetProps = { contact: { alias: string; phone?: string | undefined }; onClose: () => void }

/** The contact, once, after a reason was given; it is not kept on the device. */
export function ContactSheet({ contact, onClose }: ContactSheetProps) {
  const number = contact.phone
  return (
    <Sheet
      open
      title="联系方式"
      onClose={onClose}
      foot={
        number ? (
          <Button icon="phone" onTap={() => phone.call(number)}>
            打电话
          </Button>
        ) : (
          <Button kind="quiet" onTap={onClose}>
            知道了
          </Button>
        )
      }
    >
      <Facts
        items={[
          { name: '报修人', value: contact.alias },
          { name: '电话', value: number ?? '没有留电话' },
        ]}
      />
      <Notice icon="eye">已记下您看过，报修人能看到。</Notice>
    </Sheet>
  )
}
