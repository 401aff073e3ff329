export { scan } from './scan.h5'
