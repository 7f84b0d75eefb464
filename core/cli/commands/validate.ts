/** `omgd-studio validate`: checks a pipeline and every picture of its dataset. */
import type { Command } from 'commander';
import { DataError } from '../../data/dataError.ts';
import { formatReport, requireEnoughPairs, type DatasetReport } from '../../data/datasetReport.ts';
import { validateDataset } from '../../data/validateDataset.ts';
import type { Store } from '../../store/index.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { EXIT } from '../exitCodes.ts';
import { openShownDataset } from '../openShownDataset.ts';
import { PRESET_OPTION, readPipeline, SET_OPTION, type PipelineOptions, type PipelineSource } from '../pipelineSource.ts'; // prettier-ignore
import { preflight } from '../preflight.ts';
import { StatusLine } from '../statusLine.ts';

interface ValidateOptions extends PipelineOptions, DataOptions {
  readonly json?: boolean;
}

export function mountValidate(program: Command): void {
  program
    .command('validate')
    .summary('check a pipeline and its pictures')
    .description('Checks a pipeline document, the weights it names and every picture of its dataset, without training.')
    .argument('[pipeline]', 'pipeline document (JSON)')
    .option(...PRESET_OPTION)
    .option(...SET_OPTION)
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object')
    .action(async (file: string | undefined, options: ValidateOptions) => {
      const source = await readPipeline(file, options);
      const verdict = await withStore(options, (store) => validate(source, store));
      console.log(options.json === true ? JSON.stringify(verdict) : describe(verdict));
      process.exitCode = verdict.valid ? EXIT.ok : EXIT.usage;
    });
}

interface Verdict {
  readonly valid: boolean;
  /** What keeps the pipeline from running. */
  readonly problems: readonly string[];
  /** What is probably not as meant. */
  readonly doubts: readonly string[];
  /** Missing if the dataset could not be listed. */
  readonly dataset?: DatasetReport;
}

async function validate(source: PipelineSource, store: Store): Promise<Verdict> {
  const { problems, doubts } = await preflight(source, store);
  if (problems.length > 0) return { valid: false, problems, doubts };
  const dataset = await reportOn(source).catch((error: unknown) => {
    if (error instanceof DataError) return error;
    throw error;
  });
  if (dataset instanceof DataError) return { valid: false, problems: [dataset.message], doubts };
  const complaints = pairComplaints(dataset, source.document.training.batchSize);
  return { valid: complaints.length === 0, problems: complaints, doubts, dataset };
}

async function reportOn({ document, directory }: PipelineSource): Promise<DatasetReport> {
  const opened = await openShownDataset(document.dataset, directory);
  const status = new StatusLine(process.stderr);
  const { report } = await validateDataset(opened, {
    cropSize: document.preprocess.cropSize,
    onProgress: (done, total) => status.show(`Checked ${String(done)} of ${String(total)} pairs`),
  });
  status.clear();
  return report;
}

function pairComplaints(report: DatasetReport, batchSize: number): string[] {
  try {
    requireEnoughPairs(report, batchSize);
    return [];
  } catch (error) {
    if (error instanceof DataError) return [error.message];
    throw error;
  }
}

function describe({ valid, problems, doubts, dataset }: Verdict): string {
  return [
    valid ? 'The pipeline can run.' : 'The pipeline cannot run:',
    ...problems.map((problem) => `  ${problem}`),
    ...doubts.map((doubt) => `Note: ${doubt}`),
    ...(dataset ? ['', formatReport(dataset)] : []),
  ].join('\n');
}
