import { Notice } from '@/ui/Notice'

/** What was submitted here is on this device and goes out by itself. */
export const Waiting = () => <Notice tone="wait">没网了，内容帮您存好了，有网再交。</Notice>
