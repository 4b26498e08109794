import { Field, ObjectType } from '@nestjs/graphql';

/** A header of the upload request. */
@ObjectType('UploadHeader', { description: 'A header of the upload request.' })
export class UploadHeaderType {
  @Field(() => String, { description: 'Name of the header.' })
  name!: string;

  @Field(() => String, { description: 'Its value, to be sent exactly so.' })
  value!: string;
}
