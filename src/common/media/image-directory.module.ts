import { Global, Module } from '@nestjs/common';
import { ImageDirectory, ImageDirectoryHost } from './image-directory.js';

/** Provides the one image directory: consumers inject `ImageDirectory`, its owner calls `ImageDirectoryHost.use`. */
@Global()
@Module({
  providers: [ImageDirectoryHost, { provide: ImageDirectory, useExisting: ImageDirectoryHost }],
  exports: [ImageDirectoryHost, ImageDirectory],
})
export class ImageDirectoryModule {}
