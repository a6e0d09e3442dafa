import { FASHION_MNIST } from '#shared/records/fashion-mnist-test-labels'
import { removeDataset } from '../../library/dataset-import/add-dataset'
import { chooseFolder } from '../file-dialogs'
import type { RequestHandlers } from '../ipc-main'
import type { Services } from '../services'
import { showFolder } from '../show-folder'

type DataChannel =
  `data:${'list' | 'image' | 'images' | 'labels' | 'statistics' | 'duplicates' | 'stop-duplicates' | 'distances' | 'choose-folder' | 'read-folder' | 'add' | 'forget' | 'remove' | 'open-folder'}`

export function dataHandlers({
  datasets,
  evaluator,
  events,
  folderReading,
  jobs,
}: Services): RequestHandlers<DataChannel> {
  return {
    'data:list': async () => (await datasets.list()).datasets,
    'data:image': (split, index, data) => evaluator.image(data ?? FASHION_MNIST, split, index),
    'data:images': (split, indices, data) => evaluator.images(data, split, indices),
    'data:labels': (split, data) => evaluator.labels(data ?? FASHION_MNIST, split),
    'data:statistics': (data) => evaluator.statistics(data),
    'data:duplicates': (data) => evaluator.duplicates(data),
    'data:stop-duplicates': (data) => evaluator.stopDuplicates(data),
    'data:distances': (data) => evaluator.distances(data),
    'data:choose-folder': async () => {
      const folder = await chooseFolder(events.window)
      return folder === null ? null : folderReading.read(folder)
    },
    'data:read-folder': (folder) => folderReading.read(folder),
    'data:add': (token, name) => folderReading.store(token, name),
    'data:forget': (token) => folderReading.forget(token),
    'data:remove': async (data) => {
      if (jobs.jobs.some((job) => job.data === data))
        throw new Error('A training needs these data: remove them when it has ended.')
      await removeDataset(data, datasets)
    },
    'data:open-folder': async (data) => showFolder((await datasets.placeOf(data)).directory),
  }
}
