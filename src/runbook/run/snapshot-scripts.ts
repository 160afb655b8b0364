/** Status of the scripts where the sandbox has no `tar`. */
export const noTar = 127;

/**
 * Writes an archive of its arguments, which are relative to `/`; what is not there is left out. GNU tar
 * writes its own format, which keeps names as they are, and leaves out what is a hole. What the page's
 * environment tells tar does not hold here.
 */
const archive = (options: string) => `LC_ALL=C; export LC_ALL; unset TAR_OPTIONS POSIXLY_CORRECT
command -v tar >/dev/null 2>&1 || exit ${noTar}
cd / || exit
for p; do
shift
if [ -e "$p" ] || [ -L "$p" ]; then set -- "$@" "$p"; fi
done
if [ $# = 0 ]; then exec head -c 1024 /dev/zero; fi
case $(tar --version 2>/dev/null) in
*'GNU tar'*) exec tar -c -f - --format=gnu --sparse --numeric-owner ${options} "$@" ;;
*bsdtar*) exec tar -c -f - --format=gnutar --no-read-sparse --numeric-owner ${options} "$@" ;;
*) exec tar -c -f - ${options} "$@" ;;
esac`;

/**
 * What tar leaves out: sockets, and what the sandbox's user cannot read. Of each a line with its kind,
 * mode in hex, owner, size and time of writing, then its path and a NUL.
 */
const specials = (depth: string) => `LC_ALL=C; export LC_ALL; cd /
exec find "$@" ${depth} -exec sh -c 'for f; do
if [ -L "$f" ]; then continue
elif [ -S "$f" ]; then k=socket
elif [ -r "$f" ]; then continue
elif [ -d "$f" ]; then k=folder
elif [ -f "$f" ]; then k=file
else continue; fi
printf "%s %s\\n%s\\0" "$k" "$(stat -c "%f %u:%g %s %y" -- "$f")" "$f"
done' sh {} +`;

/** The scripts for folders with all that is below them, and for single paths. */
export const scripts = {
  trees: { archive: archive(''), specials: specials('') },
  paths: { archive: archive('--no-recursion'), specials: specials('-prune') },
} as const;

export type Scripts = (typeof scripts)[keyof typeof scripts];
