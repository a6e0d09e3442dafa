import { readNpzModel, writeNpzModel } from '../models/npz-model'
import { readOnnxModel } from '../models/onnx/read-onnx-model'
import { writeOnnxModel } from '../models/onnx/write-onnx-model'
import { readPrograms, writePrograms } from '../models/programs/programs'
import { readSafetensorsModel, writeSafetensorsModel } from '../models/safetensors-model'
import type { ExportFormat } from './export-format'
import { exportModel } from './export-model'
import { runFile } from './run-file/write-run-file'

/** Every kind of file, in the order of the help. A new one is a row here. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: 'onnx',
    extension: 'onnx',
    words: 'the network for ONNX Runtime, phones, browsers and others; pixels come in from 0 to 1',
    takes: 'one run',
    write: ([run]) => exportModel(run, { write: writeOnnxModel, read: readOnnxModel }),
  },
  {
    name: 'safetensors',
    extension: 'safetensors',
    words: 'the network as named tensors, for PyTorch, JAX and others',
    takes: 'one run',
    write: ([run]) => exportModel(run, { write: writeSafetensorsModel, read: readSafetensorsModel }),
  },
  {
    name: 'npz',
    extension: 'npz',
    words: 'the network as arrays of NumPy',
    takes: 'one run',
    write: ([run]) => exportModel(run, { write: writeNpzModel, read: readNpzModel }),
  },
  {
    name: 'programs',
    extension: 'zip',
    words: 'the network with small programs in NumPy, PyTorch and JavaScript that classify with it',
    takes: 'one run',
    write: ([run]) => exportModel(run, { write: writePrograms, read: readPrograms }),
  },
  {
    name: 'onn',
    extension: 'onn',
    words: 'a run file: runs with curves, weights, notes and replays for another library of the lab',
    takes: 'several runs',
    write: (runs) => ({ bytes: runFile(runs), checked: [] }),
  },
]
