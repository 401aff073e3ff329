export { Portal } from './portal.h5'
