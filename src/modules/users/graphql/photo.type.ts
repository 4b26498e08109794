import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** One image of a photo wall. */
@ObjectType('Photo', { description: 'One image of a photo wall.' })
export class PhotoType {
  @Field(() => ID, { description: 'Id of the uploaded attachment.' })
  id!: string;

  @Field(() => String, { description: 'Where to fetch it; valid for a while only, so ask again rather than keep it.' })
  url!: string;

  @Field(() => Int, { nullable: true, description: 'Width in pixels, when known.' })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'Height in pixels, when known.' })
  height!: number | null;
}
