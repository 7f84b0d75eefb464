/**
 * mIoU as segmentation papers measure it (Long, Shelhamer, Darrell 2015): one confusion matrix over all pixels of all
 * pictures; for each class IoU = hits / (labelled + predicted − hits); the mean over the classes that occur.
 */

export interface ClassScores {
  /** Mean of the classes' IoU in percent; NaN where no pixel counts. */
  readonly meanIou: number;
  /** IoU in percent by class; NaN for a class that is neither labelled nor predicted anywhere. */
  readonly iou: readonly number[];
}

export class Confusion {
  readonly #classes: number;
  /** Pixels by label (row) and prediction (column). */
  readonly #pixels: Float64Array;

  constructor(classes: number) {
    this.#classes = classes;
    this.#pixels = new Float64Array(classes * classes);
  }

  /**
   * One class a pixel, 0 … classes − 1. Labels of other values, such as Cityscapes' 255, do not count.
   * Throws a `RangeError` for maps of different lengths or a prediction that is no class.
   */
  add(predicted: ArrayLike<number>, labels: ArrayLike<number>): void {
    if (predicted.length !== labels.length) {
      throw new RangeError(`${predicted.length} predicted pixels cannot be compared with ${labels.length} labelled ones.`); // prettier-ignore
    }
    for (let at = 0; at < labels.length; at++) {
      const [label, guess] = [labels[at]!, predicted[at]!];
      if (label >= this.#classes) continue;
      if (guess >= this.#classes) throw new RangeError(`Class ${guess} was predicted, but there are ${this.#classes} classes.`); // prettier-ignore
      this.#pixels[label * this.#classes + guess]!++;
    }
  }

  scores(): ClassScores {
    const count = this.#classes;
    const iou = Array.from({ length: count }, (_, one) => {
      let [labelled, predicted] = [0, 0];
      for (let other = 0; other < count; other++) {
        labelled += this.#pixels[one * count + other]!;
        predicted += this.#pixels[other * count + one]!;
      }
      const hits = this.#pixels[one * count + one]!;
      return (100 * hits) / (labelled + predicted - hits);
    });
    const occurring = iou.filter((value) => !Number.isNaN(value));
    return { iou, meanIou: occurring.reduce((sum, value) => sum + value, 0) / occurring.length };
  }
}
