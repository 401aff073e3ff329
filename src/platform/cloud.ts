export { cloud } from './cloud.h5'
