export { font } from './font.h5'
