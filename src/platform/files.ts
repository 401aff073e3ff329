export { files } from './files.h5'
