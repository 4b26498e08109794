import { lazy } from 'react';

// What is not needed to read and to write is fetched when somebody asks for it.
export const MessageInfo = lazy(async () => ({ default: (await import('./message/message-info.js')).MessageInfo }));
export const Lightbox = lazy(async () => ({ default: (await import('./attachments/lightbox.js')).Lightbox }));
export const RoomDetails = lazy(async () => ({ default: (await import('../rooms/room-details.js')).RoomDetails }));
