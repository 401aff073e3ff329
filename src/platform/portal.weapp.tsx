import { RootPortal } from '@tarojs/components'
import type { PropsWithChildren } from 'react'

/** Draws above the page and the tab bar. Tokens and elder mode do not reach it by inheritance: repeat their class. */
export const Portal = ({ children }: PropsWithChildren) => <RootPortal>{children}</RootPortal>
