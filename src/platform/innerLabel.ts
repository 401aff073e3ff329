export { useInnerLabel } from './innerLabel.h5'
