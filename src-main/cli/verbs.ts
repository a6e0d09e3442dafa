import type { Verb } from './verb'
import { classify } from './verbs/classify'
import { data } from './verbs/data'
import { importVerb } from './verbs/import'
import { note } from './verbs/note'
import { presets } from './verbs/presets'
import { replay } from './verbs/replay'
import { report } from './verbs/report'
import { reproduce } from './verbs/reproduce'
import { runs } from './verbs/runs'
import { search } from './verbs/search'
import { show } from './verbs/show'
import { sync } from './verbs/sync'
import { train } from './verbs/train'

/** Every verb of `lab`, in the order of its help. A new one is a file in verbs/ and a line here. */
export const VERBS: readonly Verb[] = [
  train,
  search,
  runs,
  show,
  report,
  classify,
  note,
  sync,
  importVerb,
  data,
  replay,
  reproduce,
  presets,
]
