import * as v from 'valibot'
import type { Requests } from '#shared/ipc'
import { requestFault } from '#shared/ipc-bounds'
import { firstFault } from './first-fault'
import { REQUEST_SCHEMAS } from './request-schemas'

/** The arguments of a request as its handler takes them; throws a sentence at the first fault, however large the request is. */
export function checkRequest<C extends keyof Requests>(
  channel: C,
  values: readonly unknown[],
): Parameters<Requests[C]> {
  const fault = requestFault(channel, values)
  if (fault !== null) throw new Error(`The request ${channel} was refused: ${fault}`)
  const result = v.safeParse(REQUEST_SCHEMAS[channel], values, { abortEarly: true })
  if (!result.success) throw new Error(`The request ${channel} was refused: ${firstFault(result.issues)}`)
  return result.output as Parameters<Requests[C]>
}
