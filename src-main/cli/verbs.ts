import type { VerbRow } from './verb'

/** Every verb of `lab`, in the order of its help. A new one is a file in verbs/ and a row here. */
export const VERBS: readonly VerbRow[] = [
  {
    name: 'train',
    summary: 'trains an experiment and records it',
    open: async () => (await import('./verbs/train')).train,
  },
  {
    name: 'search',
    summary: 'searches for the best settings and records every trial',
    open: async () => (await import('./verbs/search')).search,
  },
  {
    name: 'runs',
    summary: 'lists the runs of a library',
    open: async () => (await import('./verbs/runs')).runs,
  },
  {
    name: 'show',
    summary: 'shows a run and its classification report',
    open: async () => (await import('./verbs/show')).show,
  },
  {
    name: 'report',
    summary: 'prints the classification report of a run, as scikit-learn does',
    open: async () => (await import('./verbs/report')).report,
  },
  {
    name: 'classify',
    summary: 'classifies pictures with the network of a run, as the Image page does',
    open: async () => (await import('./verbs/classify')).classify,
  },
  {
    name: 'export',
    summary: 'writes a run to a file for other programs',
    open: async () => (await import('./verbs/export')).exportVerb,
  },
  {
    name: 'note',
    summary: 'gives a run a title, a note, tags or a star',
    open: async () => (await import('./verbs/note')).note,
  },
  {
    name: 'sync',
    summary: 'shares runs and notes through a folder',
    open: async () => (await import('./verbs/sync')).sync,
  },
  {
    name: 'import',
    summary: 'takes the rows of 14-column tables into a library',
    open: async () => (await import('./verbs/import')).importVerb,
  },
  {
    name: 'open',
    summary: 'shows what is in a run file (.onn), and takes it into a library',
    open: async () => (await import('./verbs/open')).openVerb,
  },
  {
    name: 'import-model',
    summary: 'takes a trained network of PyTorch, Keras or another program into a library',
    open: async () => (await import('./verbs/import-model')).importModel,
  },
  {
    name: 'data',
    summary: "adds data of one's own to the library, and lists what is there",
    open: async () => (await import('./verbs/data')).data,
  },
  {
    name: 'replay',
    summary: 'trains a recorded run again and says "identical", or which number differs first',
    open: async () => (await import('./verbs/replay')).replay,
  },
  {
    name: 'reproduce',
    summary: "trains the reference project's eleven known networks and prints theirs beside ours",
    open: async () => (await import('./verbs/reproduce')).reproduce,
  },
  {
    name: 'presets',
    summary: 'lists the experiments that the lab brings along',
    open: async () => (await import('./verbs/presets')).presets,
  },
  {
    name: 'diagnostics',
    summary: 'tells versions, machine, engine and library, for a report of a fault',
    open: async () => (await import('./verbs/diagnostics')).diagnostics,
  },
  {
    name: 'completion',
    summary: 'prints what completes this command in a shell',
    open: async () => (await import('./verbs/completion')).completionOf(VERBS),
  },
  {
    name: 'manual',
    summary: 'prints the manual page of the lab, for man',
    open: async () => (await import('./verbs/manual')).manualOf(VERBS),
  },
]
