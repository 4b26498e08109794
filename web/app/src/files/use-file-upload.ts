import type { AttachmentFieldsFragment, UploadOptions } from '@wireside/apollo';
import { useUpload } from '@wireside/apollo/react';
import { useCallback } from 'react';
import { fileAddress } from './file-address.js';

/** The kit's upload, by the address that the page was opened with. */
export function useFileUpload(): (file: File, options?: UploadOptions) => Promise<AttachmentFieldsFragment> {
  const upload = useUpload();
  return useCallback((file, options) => upload(file, { ...options, address: fileAddress }), [upload]);
}
