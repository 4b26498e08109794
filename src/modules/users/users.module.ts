import { Module } from '@nestjs/common';
import { ImageDirectoryModule } from '../../common/media/image-directory.module.js';
import { AvailabilityService } from './availability.service.js';
import { DeletionReminder } from './deletion-reminder.js';
import { DirectoryService } from './directory.service.js';
import { MeFieldsResolver } from './me-fields.resolver.js';
import { ProfileImages } from './profile-images.js';
import { ProfilesService } from './profiles.service.js';
import { MeProfileFieldsResolver, UserFieldsResolver } from './user-fields.resolver.js';
import { UsersRepository } from './users.repository.js';
import { UsersResolver } from './users.resolver.js';
import { UsersService } from './users.service.js';

/** Owns profiles (users, user_photos). It knows no password and no session, and imports nothing but common. */
@Module({
  imports: [ImageDirectoryModule],
  providers: [
    UsersRepository,
    UsersService,
    ProfilesService,
    DirectoryService,
    AvailabilityService,
    DeletionReminder,
    ProfileImages,
    UsersResolver,
    UserFieldsResolver,
    MeProfileFieldsResolver,
    MeFieldsResolver,
  ],
  exports: [UsersService, ProfilesService],
})
export class UsersModule {}
