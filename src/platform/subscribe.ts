export { subscribe } from './subscribe.h5'
