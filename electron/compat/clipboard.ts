/** Puts a picture on the clipboard: items on current Electron, `writeImage` before that. */
import { clipboard, ClipboardItem, nativeImage, type NativeImage } from 'electron';

/** `png`: the content of a PNG file. */
export async function copyPng(png: Uint8Array): Promise<void> {
  const olderClipboard = clipboard as typeof clipboard & { readonly writeImage?: (image: NativeImage) => void };
  if (olderClipboard.writeImage) {
    olderClipboard.writeImage(nativeImage.createFromBuffer(Buffer.from(png)));
  } else {
    const content = new Blob([Uint8Array.from(png)], { type: 'image/png' });
    await clipboard.write([new ClipboardItem({ 'image/png': content })]);
  }
}
