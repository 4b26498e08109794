import { Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class AuthService {
  constructor(private readonly jwtService: JwtService) {}

  /** @param authorization `Bearer <token>` */
  async userIdOf(authorization: unknown): Promise<string> {
    const [type, token] = typeof authorization === 'string' ? authorization.split(' ') : [];
    if (type !== 'Bearer' || token === undefined) throw new UnauthorizedException();
    try {
      const payload = await this.jwtService.verifyAsync<{ sub: string }>(token);
      return payload.sub;
    } catch {
      throw new UnauthorizedException();
    }
  }
}
