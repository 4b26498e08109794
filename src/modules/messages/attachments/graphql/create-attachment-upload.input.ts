import { Field, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsString, Length, Min } from 'class-validator';

/** What will be uploaded. */
@InputType({ description: 'What will be uploaded.' })
export class CreateAttachmentUploadInput {
  @Field(() => String, {
    description:
      'Name of the file; its folders, control and invisible characters are dropped, and what exceeds 255 bytes.',
  })
  @IsString()
  @Length(1, 1024)
  fileName!: string;

  @Field(() => Int, { description: 'Its exact size in bytes, at least 1.' })
  @IsInt()
  @Min(1)
  size!: number;
}
