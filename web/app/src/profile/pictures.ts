/** What browsers show, and the server takes for a picture. */
export const PICTURE_TYPES = 'image/png,image/jpeg,image/gif,image/webp,image/avif';
