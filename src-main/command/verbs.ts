import type { Verb } from './verb'
import { importVerb } from './verbs/import'
import { presets } from './verbs/presets'
import { replay } from './verbs/replay'
import { reproduce } from './verbs/reproduce'
import { runs } from './verbs/runs'
import { show } from './verbs/show'
import { train } from './verbs/train'

/** Every verb of `lab`, in the order of its help. A new one is a file in verbs/ and a line here. */
export const VERBS: readonly Verb[] = [train, runs, show, importVerb, replay, reproduce, presets]
