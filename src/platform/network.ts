export { network } from './network.h5'
