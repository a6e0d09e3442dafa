import type { ExportFormatName } from '#shared/exports/export-formats'
import { readNpzModel, writeNpzModel } from '../models/npz-model'
import { readOnnxModel } from '../models/onnx/read-onnx-model'
import { writeOnnxModel } from '../models/onnx/write-onnx-model'
import { readPrograms, writePrograms } from '../models/programs/programs'
import { readSafetensorsModel, writeSafetensorsModel } from '../models/safetensors-model'
import { exportModel } from './export-model'
import type { ExportWriter } from './export-writer'
import { markdownFiles } from './report/markdown-files'
import { printedReport } from './report/printed-report'
import { runCard } from './run-card/run-card'
import { runFile } from './run-file/write-run-file'
import { withoutCurves } from './tracking/curve-points'
import { mlflowZip } from './tracking/mlflow-store'
import { tensorboardZip } from './tracking/tensorboard-events'

/** What makes each kind of file. */
export const EXPORT_WRITERS: Readonly<Record<ExportFormatName, ExportWriter>> = {
  onnx: {
    words: 'the network for ONNX Runtime, phones, browsers and others; pixels come in from 0 to 1',
    write: ([run]) => exportModel(run, { write: writeOnnxModel, read: readOnnxModel }),
  },
  safetensors: {
    words: 'the network as named tensors, for PyTorch, JAX and others',
    write: ([run]) => exportModel(run, { write: writeSafetensorsModel, read: readSafetensorsModel }),
  },
  npz: {
    words: 'the network as arrays of NumPy',
    write: ([run]) => exportModel(run, { write: writeNpzModel, read: readNpzModel }),
  },
  programs: {
    words: 'the network with small programs in NumPy, PyTorch and JavaScript that classify with it',
    write: ([run]) => exportModel(run, { write: writePrograms, read: readPrograms }),
  },
  card: {
    words: 'one page with settings, curves, report and the network itself, which works offline',
    write: ([run]) => runCard(run),
  },
  pdf: {
    words: 'the run card on paper, of several runs the comparison; the window writes it',
    // What is made here is the page that the window prints.
    write: (runs, { language }) =>
      runs.length === 1 ? runCard(runs[0]) : { bytes: printedReport(runs, language), checked: [] },
  },
  md: {
    words:
      'a report in Markdown with its curves as SVG beside it: of one run all that is known, of several a comparison',
    write: (runs, { name, language }) => markdownFiles(runs, name, language),
  },
  tensorboard: {
    words: 'a zip with the curves as event files of TensorBoard, a folder a run',
    write: (runs) => ({ bytes: tensorboardZip(runs), checked: withoutCurves(runs) }),
  },
  mlflow: {
    words: 'a zip with a folder mlruns of MLflow: settings, curves and results of the runs',
    write: (runs) => ({ bytes: mlflowZip(runs), checked: withoutCurves(runs) }),
  },
  onn: {
    words: 'a run file: runs with curves, weights, notes and replays for another library of the lab',
    write: (runs, { searches }) => {
      const passed = runs.map((run) => ({ ...run, replays: run.summary.replays }))
      return { bytes: runFile(passed, searches), checked: [] }
    },
  },
}
