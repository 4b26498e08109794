import type { Attack } from '../attack.js';
import { cutFollowers } from './cut-followers.js';
import { deadlockStorm } from './deadlock-storm.js';
import { diskFull } from './disk-full.js';
import { doors } from './doors.js';
import { freezeDatabase } from './freeze-database.js';
import { killAll } from './kill-all.js';
import { killDatabase } from './kill-database.js';
import { killNode } from './kill-node.js';
import { killSqlite } from './kill-sqlite.js';
import { lateCommits } from './late-commits.js';
import { malformedRings } from './malformed-rings.js';
import { mutationMatrix } from './mutation-matrix.js';
import { redisFaults } from './redis.js';
import { removeMember } from './remove-member.js';
import { resend } from './resend.js';
import { restoreBackup } from './restore-backup.js';
import { rollingRestart } from './rolling-restart.js';
import { skewedClock } from './skewed-clock.js';
import { slowReaders } from './slow-readers.js';
import { soak } from './soak.js';
import { stampede } from './stampede.js';

/** In the order of the table of promises. */
export const attacks: readonly Attack[] = [
  killNode,
  killDatabase,
  killAll,
  killSqlite,
  resend,
  cutFollowers,
  redisFaults,
  freezeDatabase,
  rollingRestart,
  stampede,
  removeMember,
  slowReaders,
  deadlockStorm,
  diskFull,
  malformedRings,
  skewedClock,
  mutationMatrix,
  soak,
  lateCommits,
  restoreBackup,
  doors,
];
