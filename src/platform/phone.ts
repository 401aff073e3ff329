export { phone } from './phone.h5'
