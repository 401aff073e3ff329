export { privacy } from './privacy.h5'
