import type { PropsWithChildren } from 'react'
import { createPortal } from 'react-dom'

/** Draws above the page and the tab bar. Tokens and elder mode do not reach it by inheritance: repeat their class. */
export const Portal = ({ children }: PropsWithChildren) => createPortal(children, document.body)
