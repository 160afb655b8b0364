/** A video that lies on another site. */
export interface SiteVideo {
  readonly site: VideoSite;
  readonly id: string;
  /** In seconds. */
  readonly start: number;
  /** Of an unlisted one of Vimeo. */
  readonly hash?: string | undefined;
}
export type VideoSite = 'youtube' | 'vimeo';

export const videoSites = {
  youtube: { name: 'YouTube', id: /^[\w-]{11}$/, idForm: 'eleven letters, digits, `-` and `_`' },
  vimeo: { name: 'Vimeo', id: /^\d{1,12}$/, idForm: 'a number' },
} as const;

/** The video that a URL as people copy it shows; undefined for any other URL. */
export function videoAt(written: string): SiteVideo | undefined {
  if (
    !/^https?:\/\/(?:[\w-]+\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com)\//i.test(written)
  ) {
    return undefined;
  }
  if (!URL.canParse(written)) return undefined;
  const { hostname, pathname, searchParams, hash } = new URL(written);
  const parts = pathname.split('/').filter(Boolean);
  const start =
    seconds(
      searchParams.get('t') ?? searchParams.get('start') ?? /[#&]t=(\w+)/.exec(hash)?.[1] ?? '',
    ) ?? 0;
  if (hostname.endsWith('vimeo.com')) {
    const at = parts.findIndex((part) => videoSites.vimeo.id.test(part));
    const id = parts[at];
    if (id === undefined) return undefined;
    const given = searchParams.get('h') ?? parts[at + 1];
    return { site: 'vimeo', id, start, ...(isHash(given) ? { hash: given } : {}) };
  }
  const id = hostname === 'youtu.be' ? parts[0] : (searchParams.get('v') ?? parts[1]);
  return id !== undefined && videoSites.youtube.id.test(id)
    ? { site: 'youtube', id, start }
    : undefined;
}

function isHash(text: string | undefined): text is string {
  return text !== undefined && /^[\da-f]{6,20}$/.test(text);
}

/** `90`, `90s`, `1m30s`, `1:30`. */
export function seconds(text: string): number | undefined {
  const clock = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})$/.exec(text);
  if (clock !== null) return total(clock[1], clock[2], clock[3]);
  const units = /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(text);
  return units === null || text === '' ? undefined : total(units[1], units[2], units[3]);
}

function total(hours = '0', minutes = '0', rest = '0'): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

/** The page of a video on its own site. */
export function pageOf({ site, id, start, hash }: SiteVideo): string {
  if (site === 'youtube') {
    return `https://www.youtube.com/watch?v=${id}${start === 0 ? '' : `&t=${start}s`}`;
  }
  const path = hash === undefined ? id : `${id}/${hash}`;
  return `https://vimeo.com/${path}${start === 0 ? '' : `#t=${start}s`}`;
}

/** What the theme's script makes a player of: `youtube:ID:90`. */
export function embedMark({ site, id, start, hash }: SiteVideo): string {
  return `${site}:${id}:${start}${hash === undefined ? '' : `:${hash}`}`;
}
