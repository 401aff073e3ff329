import { View } from '@tarojs/components'
import { privacyWords } from '@/capabilities/people/privacyWords'
import { PrivacyWords } from '@/client/PrivacyWords'
import { Sheet } from '@/ui/Sheet'

/** What we keep and what we never ask for, to read at any time. */
export const PrivacySheet = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Sheet open={open} title="隐私说明" onClose={onClose}>
    <PrivacyWords />
    <View>{privacyWords.refusing}</View>
  </Sheet>
)
