import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { TokenVerifier } from '../auth/token-verifier.js';
import type { Viewer } from '../auth/viewer.js';
import { AppError } from '../errors/app-error.js';
import type { GraphqlContext } from '../graphql/graphql-context.js';
import { LoaderCache } from '../graphql/loader-cache.js';
import { ClientAddress } from './client-address.js';
import { noteRequest } from './request-id.js';

/** Makes the context of an operation that came over HTTP. */
@Injectable()
export class RequestContexts {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly addresses: ClientAddress,
  ) {}

  /** A bad token does not fail the request by itself: public operations (signing in again) must still work with it. */
  async ofRequest(request: IncomingMessage, requestId: string): Promise<GraphqlContext> {
    const { viewer, authError } = await this.authenticate(request.headers.authorization, requestId);
    return {
      door: 'http',
      viewer,
      authError,
      requestId,
      address: this.addresses.of(request),
      userAgent: (request.headers['user-agent'] ?? '').slice(0, 255),
      socket: null,
      loaders: new LoaderCache(),
    };
  }

  private async authenticate(
    authorization: string | undefined,
    requestId: string,
  ): Promise<{ viewer: Viewer | null; authError: AppError | null }> {
    if (authorization === undefined) return { viewer: null, authError: null };
    try {
      const { viewer } = await this.verifier.verifyAuthorization(authorization, true);
      return { viewer, authError: null };
    } catch (error) {
      if (error instanceof AppError) return { viewer: null, authError: error };
      noteRequest(error, requestId);
      throw error;
    }
  }
}
