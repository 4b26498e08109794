import { uploadFile, type AttachmentFieldsFragment, type UploadOptions } from '@wireside/apollo';
import { useWireside } from '@wireside/apollo/react';
import { useCallback } from 'react';
import { fileAddress } from './file-address.js';

/** The kit's upload, by the address that the page was opened with. */
export function useFileUpload(): (file: File, options?: UploadOptions) => Promise<AttachmentFieldsFragment> {
  const { apollo } = useWireside();
  return useCallback((file, options) => uploadFile(apollo, file, { ...options, address: fileAddress }), [apollo]);
}
