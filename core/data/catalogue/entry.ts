/** What the catalogue says about a dataset: facts to be shown before anything is downloaded. */

export interface CatalogueEntry {
  /** As the official scripts call it. */
  readonly id: string;
  readonly name: string;
  /** What is learnt: input → target. */
  readonly task: string;
  readonly pairing: 'paired' | 'unpaired';
  /** Of the pair, as the papers train it; unpaired sets learn both ways. */
  readonly direction: 'AtoB' | 'BtoA';
  readonly layout: 'sideBySide' | 'trainATrainB';
  /** Pictures or pairs, in words, and where the numbers come from. */
  readonly pictures: string;
  readonly source: DatasetSource;
  readonly terms: DatasetTerms;
}

export type DatasetSource =
  | {
      readonly kind: 'download';
      readonly address: string;
      /** Roughly, in bytes, where anything is known; it is shown as "about". The server tells the exact size. */
      readonly aboutBytes: number | null;
      /** The most that is accepted. */
      readonly limitBytes: number;
    }
  | {
      /** Behind an account: the user downloads, the studio prepares. */
      readonly kind: 'ownArchives';
      readonly page: string;
      readonly archives: readonly string[];
    }
  | { readonly kind: 'builtIn' };

export interface DatasetTerms {
  /** A few words for lists. */
  readonly summary: string;
  /** Whole sentences to be read before the download. */
  readonly text: string;
  /** Where the terms or the original pictures are described. */
  readonly page: string;
  /** The sentence to show wherever pictures made with the dataset are shown. */
  readonly attribution: string;
}
