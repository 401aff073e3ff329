export { doorLink } from './doorLink.h5'
