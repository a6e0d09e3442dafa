import { join } from 'node:path'

/** The data set lies beside the programs: in the repository as in the packaged app. */
export const dataDirectory = join(import.meta.dirname, '../../resources/fashion-mnist')
