import { Field, ID, ObjectType } from '@nestjs/graphql';

/** The viewer's own profile or settings have changed, on some device. */
@ObjectType('ProfileChanged', { description: "The viewer's own profile or settings have changed, on some device." })
export class ProfileChangedType {
  @Field(() => ID, { description: 'The viewer.' })
  userId!: string;
}
