import { expect, test } from 'vitest'
import { classificationReport } from '#shared/evaluation/classification-report'
import { reportCsv, reportMarkdown } from '#shared/records/report-files'

const report = classificationReport(Uint8Array.of(0, 1, 1), Uint8Array.of(0, 1, 0), 2)

test('the CSV has every number in full, and no name that a spreadsheet would run', () => {
  expect(reportCsv(report, ['=Bag', 'Coat, long']).split('\n')).toEqual([
    'class,precision,recall,f1-score,support',
    "'=Bag,0.5,1.0,0.6666666666666666,1",
    '"Coat, long",1.0,0.5,0.6666666666666666,2',
    'accuracy,,,0.6666666666666666,3',
    'macro avg,0.75,0.75,0.6666666666666666,3',
    'weighted avg,0.8333333333333334,0.6666666666666666,0.6666666666666666,3',
    '',
  ])
})

test('the Markdown is one table, whatever a class is called', () => {
  expect(reportMarkdown(report, ['Bag', 'a|b\n*c*'], 2).split('\n')).toEqual([
    '|  | precision | recall | f1-score | support |',
    '| --- | --: | --: | --: | --: |',
    '| Bag | 0.50 | 1.00 | 0.67 | 1 |',
    '| a\\|b \\*c\\* | 1.00 | 0.50 | 0.67 | 2 |',
    '| accuracy |  |  | 0.67 | 3 |',
    '| macro avg | 0.75 | 0.75 | 0.67 | 3 |',
    '| weighted avg | 0.83 | 0.67 | 0.67 | 3 |',
    '',
  ])
})
