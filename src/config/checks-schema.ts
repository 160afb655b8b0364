import type { CheckLevel, ChecksConfig } from '../model/config.ts';
import { parseDuration } from '../model/quantity.ts';
import { defaults } from './defaults.ts';
import type { UserConfig } from './define.ts';
import { flag, oneOf, textOf, whole } from './schema-parts.ts';
import { group, list } from './shape.ts';
import { duration } from './verify-schema.ts';

type UserChecks = NonNullable<UserConfig['checks']>;

const level = oneOf<CheckLevel>(['ignore', 'warn', 'error']);
const exception = textOf(
  'a link as pages write it, in which `*` stands for any text',
  (value) => value.trim() !== '' && value.length <= 1000,
);

export const checks = group<UserChecks>({
  links: level.optional(),
  anchors: level.optional(),
  images: level.optional(),
  exceptions: list('a list of links', exception).optional(),
  external: group<NonNullable<UserChecks['external']>>({
    level: level.optional(),
    timeout: duration.optional(),
    retries: whole(0, 10).optional(),
    pause: duration.optional(),
    maxAge: duration.optional(),
    private: flag.optional(),
  }).optional(),
});

/** Anchors and images are as bad as links where nothing else is said. */
export function completeChecks(user: UserConfig['checks']): ChecksConfig {
  const base = defaults.checks;
  const links = user?.links ?? base.links;
  const external = user?.external;
  return {
    links,
    anchors: user?.anchors ?? links,
    images: user?.images ?? links,
    exceptions: user?.exceptions ?? base.exceptions,
    external: {
      level: external?.level ?? base.external.level,
      timeoutMs: parseDuration(external?.timeout ?? '') ?? base.external.timeoutMs,
      retries: external?.retries ?? base.external.retries,
      pauseMs: parseDuration(external?.pause ?? '') ?? base.external.pauseMs,
      maxAgeMs: parseDuration(external?.maxAge ?? '') ?? base.external.maxAgeMs,
      private: external?.private ?? base.external.private,
    },
  };
}
