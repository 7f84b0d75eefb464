/** Where the pictures come from. */
import { datasetAddress, foldersOf, hasUsableChecksum } from '../datasetAddress.ts';
import { error, type Check } from './finding.ts';

export const addressIsUsable: Check = ({ dataset }) =>
  foldersOf(dataset).flatMap(([setting, folder]) => {
    const path = `dataset.${setting}`;
    const address = datasetAddress(folder);
    if (address && !hasUsableChecksum(address)) {
      return [error(path, `${path} ends in a checksum that is none: after "#sha256=" come 64 hexadecimal digits, the SHA-256 of the archive.`)]; // prettier-ignore
    }
    if (address || !/^[a-z][a-z0-9+.-]+:\/\//i.test(folder)) return [];
    return [error(path, `${path} is an address that the studio cannot fetch from. Name a folder, or the address of a zip or tar archive that begins with http:// or https://.`)]; // prettier-ignore
  });
