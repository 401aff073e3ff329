export { preview } from './preview.h5'
