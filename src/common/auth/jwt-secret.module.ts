import { Module } from '@nestjs/common';
import { JwtSecret } from './jwt-secret.js';

/** Provides the one secret that signs tokens and from which other keys are derived. */
@Module({ providers: [JwtSecret], exports: [JwtSecret] })
export class JwtSecretModule {}
