/** Everything that can go wrong with a run or the store, as data: code → title, sentence, what the user can do. */
import { z } from 'zod';

export interface ErrorText {
  readonly title: string;
  /** What happened. */
  readonly sentence: string;
  /** What the user can do about it. */
  readonly action: string;
}

export const ERRORS = {
  'document-invalid': {
    title: 'The pipeline cannot run',
    sentence: 'Some of its settings are wrong or do not fit together.',
    action: 'Open the pipeline, correct the settings that are named, and start again.',
  },
  'dataset-missing': {
    title: 'The dataset is not there',
    sentence: 'The folder with the pictures was not found or cannot be read.',
    action: 'Put the folder back, connect the drive, or choose another folder in the dataset node.',
  },
  'dataset-unusable': {
    title: 'The dataset cannot be used',
    sentence: 'Too few of its pictures can be used.',
    action: 'Correct or remove the files that the report names, or choose another dataset.',
  },
  'weights-missing': {
    title: 'A weights file is not there',
    sentence: 'A file that a network or the perceptual network should start from was not found.',
    action: 'Put the file back, choose another one, or start from scratch.',
  },
  'weights-mismatch': {
    title: 'The weights do not fit the network',
    sentence: 'The file holds weights of another architecture, width or normalisation, or it was changed.',
    action: 'Choose the architecture and width that the file was made with, or another file.',
  },
  'checkpoint-missing': {
    title: 'There is no checkpoint to resume from',
    sentence: 'The run has no saved checkpoint, or its file was removed.',
    action: 'Start the run again from the beginning.',
  },
  'checkpoint-damaged': {
    title: 'The checkpoint is damaged',
    sentence: 'The file is incomplete or was changed: its checksum is not the recorded one.',
    action: 'Resume from the checkpoint before it, or start the run again.',
  },
  'runtime-missing': {
    title: 'TensorFlow is not set up',
    sentence: 'The compute runtime was not found on this machine.',
    action: 'Run "omgd-studio setup", or install it in Settings.',
  },
  'runtime-broken': {
    title: 'TensorFlow could not be loaded',
    sentence: 'The compute runtime is there, but it does not start on this machine.',
    action: 'Run "omgd-studio doctor" to see why; "omgd-studio setup" installs it again.',
  },
  'out-of-memory': {
    title: 'Out of memory',
    sentence: 'The networks and the batch do not fit into memory.',
    action: 'Use a smaller batch, smaller pictures or narrower teachers, and resume.',
  },
  'not-a-number': {
    title: 'Training broke: not a number',
    sentence: 'A loss term became infinite or not a number. The last good checkpoint is kept.',
    action: 'Resume from it with a lower learning rate, or lower the weight of the term that broke.',
  },
  diverged: {
    title: 'Training diverged',
    sentence: 'A loss term grew far beyond its usual size. The last good checkpoint is kept.',
    action: 'Resume from it with a lower learning rate, or lower the weight of the term that broke.',
  },
  'engine-crashed': {
    title: 'The engine crashed',
    sentence: 'The process that trains ended without a word.',
    action: 'Resume the run from its last checkpoint. If it happens again, look at the log.',
  },
  'engine-silent': {
    title: 'The engine does not answer',
    sentence: 'The process that trains was ended because it did not react any more.',
    action: 'Resume the run from its last checkpoint.',
  },
  'owner-gone': {
    title: 'The run was interrupted',
    sentence: 'The program that ran it ended, or the computer was switched off.',
    action: 'Resume the run from its last checkpoint.',
  },
  'left-on-cluster': {
    title: 'The run goes on elsewhere',
    sentence: 'The cluster works on it; nobody follows it here.',
    action: 'Resume the run, or its sweep, to follow it again.',
  },
  'cluster-away': {
    title: 'The cluster cannot be reached',
    sentence: 'Its head has not answered for too long.',
    action: 'Start the cluster, or repair the connection, and resume: what it has done meanwhile is taken in.',
  },
  'cluster-refuses': {
    title: 'The cluster does not let us in',
    sentence: 'What it works on goes on there.',
    action: 'Correct the token of the target, and resume: what it has done meanwhile is taken in.',
  },
  'cluster-job': {
    title: 'The job could not work',
    sentence: 'The cluster started the job of this run, but it could not train.',
    action: 'Correct what the message names, and resume.',
  },
  'node-lost': {
    title: 'The nodes of the cluster are lost again and again',
    sentence: 'Several jobs of this run in a row ended without a word, and no step further.',
    action: 'Look at the cluster, above all at the memory of its nodes, and resume from the last checkpoint.',
  },
  'run-busy': {
    title: 'The run is active elsewhere',
    sentence: 'Another process is working on this run.',
    action: 'Wait until it ends, or stop it there.',
  },
  'run-missing': {
    title: 'There is no such run',
    sentence: 'The store does not hold a run with this id.',
    action: 'List the runs with "omgd-studio runs" and use an id from there.',
  },
  'disk-full': {
    title: 'The disk is full',
    sentence: 'There is no space left where runs are kept. What was saved before is safe.',
    action: 'Free some space, or delete old runs, and resume.',
  },
  'database-damaged': {
    title: 'The database is damaged',
    sentence:
      'The file with runs and metrics cannot be read. Checkpoints and weights lie beside it and are not affected.',
    action: 'Put back a backup, or move the file away: the studio then starts with an empty history.',
  },
  'database-newer': {
    title: 'The database is from a newer version',
    sentence: 'A newer OMGD Studio has written to it, in a format that this one does not know.',
    action: 'Update OMGD Studio, or use another folder for its data.',
  },
  'database-foreign': {
    title: 'This is not a database of OMGD Studio',
    sentence: 'The file belongs to another program and was left alone.',
    action: 'Use another folder for the data.',
  },
  'database-busy': {
    title: 'The database is busy',
    sentence: 'Another process kept the database locked for too long.',
    action: 'Try again; if it stays so, close the other OMGD Studio processes.',
  },
  'database-unwritable': {
    title: 'The database cannot be opened',
    sentence: 'The file or its folder cannot be read or written.',
    action: 'Check the rights of the folder and its disk, or choose another folder for the data.',
  },
  unexpected: {
    title: 'Something unexpected went wrong',
    sentence: 'This is a fault in OMGD Studio.',
    action: 'Resume from the last checkpoint, and report the details together with the log.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;

export type ErrorCode = keyof typeof ERRORS;
export const ErrorCodeSchema = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);
