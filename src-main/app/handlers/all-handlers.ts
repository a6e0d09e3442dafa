import type { Services } from '../services'
import { appHandlers } from './app-handlers'
import { dataHandlers } from './data-handlers'
import { fileHandlers } from './file-handlers'
import { imageHandlers } from './image-handlers'
import { importHandlers } from './import-handlers'
import { runsHandlers } from './runs-handlers'
import { searchHandlers } from './search-handlers'
import { sharingHandlers } from './sharing-handlers'
import { trainingHandlers } from './training-handlers'

/** One answer to every request of the contract. */
export function allHandlers(services: Services) {
  return {
    ...appHandlers(services),
    ...trainingHandlers(services),
    ...searchHandlers(services),
    ...runsHandlers(services),
    ...fileHandlers(services),
    ...dataHandlers(services),
    ...imageHandlers(services),
    ...importHandlers(services),
    ...sharingHandlers(services),
  }
}
