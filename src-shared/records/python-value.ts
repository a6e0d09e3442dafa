const CALL = /^(?:[A-Za-z_]\w*\.){0,3}([A-Za-z_]\w*)\((.*)\)$/s
const INNER_CALL = /(?:[A-Za-z_]\w*\.){0,3}([A-Za-z_]\w*)\(([^()]*)\)/g
const WRAPPERS =
  /^(?:u?int\d*|float\d*|bfloat16|bool_?|longdouble|array|asarray|tensor|Array|Tensor|Size|list|tuple|Decimal)$/
const KEYWORDS = /\s*,\s*[a-z_]+\s*=.*$/s
const NUMPY_BOOLEAN = /^(?:np|numpy)\.(True|False)_$/

/** What is left of a text once the names that Python writes around values are taken away. */
export interface PythonValue {
  readonly text: string
  /** true where Python wrote it: its decimal mark is the point, whatever the file's is. */
  readonly isPython: boolean
}

/**
 * Takes away what NumPy 2, PyTorch and their like write around a value: `np.float64(0.9)`, `array([1024,  512])`,
 * `tensor(0.8955, device='cuda:0')`, and the same around the members of a list.
 */
export function unwrapPython(text: string): PythonValue {
  const truth = NUMPY_BOOLEAN.exec(text)
  if (truth !== null) return { text: truth[1] ?? '', isPython: true }
  if (!text.includes('(')) return { text, isPython: false }
  let isPython = false
  const taken = (whole: string, name: string, inside: string): string => {
    if (!WRAPPERS.test(name)) return whole
    isPython = true
    return inside.replace(KEYWORDS, '').trim()
  }
  const outer = CALL.exec(text)
  const opened = outer === null ? text : taken(text, outer[1] ?? '', outer[2] ?? '')
  const inner = opened.replace(INNER_CALL, taken)
  return { text: inner, isPython }
}
