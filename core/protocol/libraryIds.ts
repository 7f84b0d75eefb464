/** The perceptual and metric networks that the weights library can hold. */
export const LIBRARY_IDS = ['vgg16', 'vgg16-keras', 'inception', 'alexnet', 'lpips-alex', 'lpips-vgg'] as const;
export type LibraryId = (typeof LIBRARY_IDS)[number];
/** Those that a metric can need: published numbers are of these, so nothing else will do. */
export type MetricNetworkId = Exclude<LibraryId, 'vgg16-keras'>;
