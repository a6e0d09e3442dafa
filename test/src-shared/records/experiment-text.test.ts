import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DESIGN_FIELDS, PLAN_FIELDS } from '#shared/experiment/fields'
import { PRESETS } from '#shared/experiment/presets'
import { experimentText, holdsExperimentText, readExperimentText } from '#shared/records/experiment-text'
import { experiments } from '../../helpers/arbitrary-experiment'

const [{ experiment }] = PRESETS
const text = experimentText(experiment)

const reasonOf = (given: string): string => {
  const read = readExperimentText(given)
  return read.ok ? 'read' : read.reason
}

// FNV-1a a second time, with big integers.
function checkFor(whole: string): string {
  let sum = 0x811c9dc5n
  for (const character of whole)
    sum = ((sum ^ BigInt(character.codePointAt(0) ?? 0)) * 0x01000193n) & 0xffffffffn
  sum ^= sum >> 15n
  const digits = '0123456789abcdefghjkmnpqrstvwxyz'
  return [0n, 5n, 10n, 15n, 20n, 25n].map((shift) => digits[Number((sum >> shift) & 31n)]).join('')
}

const checked = (settings: string): string => `onn1:${settings};check=${checkFor(`onn1:${settings}`)}`

describe('an experiment as a text', () => {
  it('comes back as it was, whatever it is', () => {
    fc.assert(
      fc.property(experiments({ width: 64, batch: 300 }), ({ design, ...rest }) => {
        const any = { ...rest, design: { ...design, input: 64 } }
        expect(readExperimentText(experimentText(any))).toEqual({ ok: true, experiment: any })
      }),
    )
    for (const preset of PRESETS)
      expect(readExperimentText(experimentText(preset.experiment))).toEqual({
        ok: true,
        experiment: preset.experiment,
      })
  })

  it('is short, names its settings, and has no character that a chat takes for its own', () => {
    expect(text).toMatch(/^onn1:hidden=[\d,]+;activation=\w+;[A-Za-z0-9.,;=-]+;check=[0-9a-z]{6}$/)
    expect(text.length).toBeLessThan(300)
  })

  it('stays the text that it was', () => {
    const plan = { ...experiment.plan, seed: 7, augmentation: { shift: 2, flip: true } }
    expect(experimentText({ ...experiment, plan })).toMatchInlineSnapshot(
      `"onn1:hidden=256,64;activation=selu;initialization=lecun;dropout.kind=alpha;dropout.ratio=0.25;seed=7;scaling=standardize;validationShare=0.1;iterations=10000;batchSize=512;optimizer.kind=momentum;learningRate=0.3;schedule.kind=one-cycle;weightDecay=0.000002;augmentation.shift=2;augmentation.flip=true;check=gdd41k"`,
    )
  })

  it('is read out of a message, and over broken lines', () => {
    const broken = text.replaceAll(/(.{20})/g, '$1\n\u200b ')
    for (const message of [`Try this: ${text}!`, `> ${broken}\n`, `\`${text}\` (mine)`])
      expect(readExperimentText(message)).toEqual({ ok: true, experiment })
    expect([holdsExperimentText(`so ${text}`), holdsExperimentText('https://a.b')]).toEqual([true, false])
  })

  it('is refused where one character was changed, taken away or added', () => {
    for (let at = 'onn1:'.length; at < text.length; at += 1) {
      expect(reasonOf(text.slice(0, at) + text.slice(at + 1)), `without ${at}`).not.toBe('read')
      for (const other of ['0', 'x', '=', ';', '_'])
        if (other !== text[at])
          expect(reasonOf(`${text.slice(0, at)}${other}${text.slice(at + 1)}`)).not.toBe('read')
    }
  })

  it('gets a sentence where it is cut, changed or newer, and where it says nonsense', () => {
    expect(reasonOf('hello')).toMatch(/holds no experiment/)
    expect(reasonOf(text.slice(0, -8))).toMatch(/is cut off/)
    expect(reasonOf(text.replace('hidden=', 'hidden=1'))).toMatch(/was changed on its way/)
    expect(reasonOf(text.replace('onn1:', 'onn2:'))).toMatch(/version 2: it was made by a newer version/)
    expect(reasonOf(checked('hidden=1;hidden=2'))).toMatch(/says a setting twice/)
    expect(reasonOf(checked('optimizer=sgd;optimizer.kind=sgd'))).toMatch(/says a setting twice/)
    expect(reasonOf(checked('colour=red'))).toMatch(/plan\.scaling is missing/)
    expect(reasonOf(checked(`${text.slice('onn1:'.length, text.lastIndexOf(';'))};colour=red`))).toBe(
      'plan.colour is not a field of an experiment.',
    )
    expect(reasonOf(checked('__proto__.x=1;constructor=2;=;;.=.'))).not.toBe('read')
    expect(reasonOf(`onn1:${'a=1;'.repeat(100_000)}`)).toMatch(/is cut off/)
  })

  it('is none where a newer version has set more than it can hold', () => {
    const newer = { ...experiment, plan: { ...experiment.plan, colour: 'red' } }
    expect(() => experimentText(newer)).toThrow('A text cannot hold plan.colour')
  })

  it('needs no name of a part: no field of the network is called as one of the plan', () => {
    expect(Object.keys(DESIGN_FIELDS).filter((name) => name in PLAN_FIELDS)).toEqual([])
  })
})
