# shellcheck shell=sh disable=SC2154
# The driver of a session, for every shell: dash, busybox ash and bash. The host puts
# driver-posix.sh or driver-bash.sh before it, fills in the name of the folder for @DIR@, and lets
# the shell of the session source it. How the parts talk with each other is told in session.ts.
#
# @DOT@ and @EVAL@ are `.` and `eval`. In bash they are written `command .`, as `.` may be a function of
# the user's. In the others they are `\.`: in busybox, a subshell in which something cannot be parsed goes on behind
# the `command` that it is in, which would make it a second driver.
#
# A block may define functions, aliases and options of any kind. So the driver runs what it can in a
# subshell where the user's functions are taken away again, and uses keywords and `command` for
# the rest; a function named `command` does not outlive its block.

set -e
# shellcheck disable=SC3040
if (set -o pipefail) 2>/dev/null; then set -o pipefail; fi

# In a subshell: reports what has become of the last block, then waits for the next one. Prints the
# generation of output pipes that it is to use (`-`: none), or `quit`. Its last act is to parse the
# block without running anything of it; it fails when that cannot be done, and says so in its next
# turn.
# $1: the block's status, or `none`, or `bad`; $2: the shell's flags; $3: the line that failed, where
# the shell knows it.
__rutter_turn() {
  command set +aefuvxC
  command unset -f read printf pwd unset set
  IFS=' '
  case $1 in
  none) ;;
  bad) __rutter_refuse syntax ;;
  *)
    read -r __rutter_token <'@DIR@/key'
    # In one piece, so that nobody else's words come between.
    pwd >'@DIR@/folder'
    __rutter_folder=''
    while IFS='' read -r __rutter_word; do
      __rutter_folder="$__rutter_folder$__rutter_word
"
    done <'@DIR@/folder'
    printf 'end %s %s %s %s\n%s%s\n' "$__rutter_token" "$1" "$2" "$3" "$__rutter_folder" \
      "$__rutter_token" >'@DIR@/control'
    ;;
  esac
  while read -r __rutter_verb __rutter_pipes __rutter_probe <'@DIR@/in'; do
    if [ "$__rutter_verb" != run ]; then __rutter_pipes=quit; fi
    # A here-document without its end swallows the `)` at the end of the probe.
    if [ "$__rutter_probe" = probe ] && (__rutter_check probe) && (__rutter_check whole); then
      __rutter_refuse here-document
      continue
    fi
    break
  done
  __rutter_pipes=${__rutter_pipes:-quit}
  printf %s "$__rutter_pipes"
  case $__rutter_pipes in quit) return 0 ;; esac
  # Nothing is run here any more after it: it must not be in a loop.
  __rutter_check whole
}

# Parses a file whose first line is `set -n`, under the user's aliases and options.
__rutter_check() {
  # shellcheck disable=SC2034
  LC_ALL=C
  __rutter_lenient
  # shellcheck source=/dev/null
  command . "@DIR@/$1" 2>|'@DIR@/problem'
}

# Tells the host why a text is not run.
__rutter_refuse() {
  read -r __rutter_token <'@DIR@/key'
  {
    printf '%s %s\n' "$1" "$__rutter_token"
    while IFS='' read -r __rutter_word; do
      printf '%.1000s\n' "$__rutter_word"
    done <'@DIR@/problem'
    printf '\n%s\n' "$__rutter_token"
  } >'@DIR@/control'
}

__rutter_fail() {
  return "$1"
}

# Runs the EXIT action of the user's in a shell that goes on after `exit`; not for a block of ours.
__rutter_wind_up() {
  case $__rutter_quiet:$__rutter_action in yes:* | :) return 0 ;; esac
  __rutter_last=$__rutter_action __rutter_action=''
  case $__rutter_code in
  0) @EVAL@ "$__rutter_last" ;;
  *) __rutter_fail "$__rutter_code" || @EVAL@ "$__rutter_last" ;;
  esac
}

# Prints a word so that a shell reads the same word again.
__rutter_quote() {
  __rutter_word=$1
  command printf "'"
  while :; do
    case $__rutter_word in
    *\'*)
      command printf "%s'\\\''" "${__rutter_word%%\'*}"
      __rutter_word=${__rutter_word#*\'}
      ;;
    *) break ;;
    esac
  done
  command printf "%s'" "$__rutter_word"
}

# What `trap` is an alias of: the shell's own EXIT trap is the driver's, the user's is kept here.
__rutter_trap() {
  if [ "$#" = 0 ] || [ "$1" = -p ]; then
    # Not in a subshell: dash and busybox have no traps there.
    command trap "$@" >|'@DIR@/traps'
    case "$#${__rutter_action-}:$*" in
    [01]?*:* | *:*EXIT*)
      if [ -n "${__rutter_action-}" ]; then
        command printf 'trap -- '
        __rutter_quote "$__rutter_action"
        command printf ' EXIT\n'
      fi
      ;;
    esac
    while IFS='' command read -r __rutter_word; do
      case $__rutter_word in
      *__rutter_*) ;;
      ?*) command printf '%s\n' "$__rutter_word" ;;
      esac
    done <'@DIR@/traps'
    return 0
  fi
  if [ "$1" = -- ]; then shift; fi
  __rutter_mine=''
  for __rutter_word in "$@"; do
    case $__rutter_word in EXIT | exit | 0) __rutter_mine=yes ;; esac
  done
  if [ -z "$__rutter_mine" ] || [ "$#" -lt 2 ] || __rutter_nested; then
    command trap "$@"
    return
  fi
  __rutter_wanted=$1
  shift
  for __rutter_word in "$@"; do
    case $__rutter_word in
    EXIT | exit | 0)
      __rutter_action=$__rutter_wanted
      if [ "$__rutter_wanted" = - ]; then __rutter_action=''; fi
      ;;
    *) command trap -- "$__rutter_wanted" "$__rutter_word" || return ;;
    esac
  done
}

__rutter_action=''
__rutter_generation=''
__rutter_quiet=''
__rutter_code=none
__rutter_flags=''
__rutter_line=''
__rutter_undo=''
__rutter_arm() {
  __rutter_remember
  trap '{ __rutter_code=$?; unset -f command; } 2>/dev/null; @DOT@ '\''@DIR@/exited'\' EXIT
}
__rutter_arm
# Whether a subshell of an EXIT trap may have such a trap itself; busybox 1.35 forgets it.
__rutter_nests=$(trap '(trap "printf yes" EXIT; exit 0)' EXIT && exit 0)
__rutter_sh=$(command -v sh) || __rutter_sh=/bin/sh
if [ -s '@DIR@/state' ]; then
  # What is no shell text after all would end this shell.
  for __rutter_word in functions functions-new; do
    # shellcheck source=/dev/null
    if (command . "@DIR@/$__rutter_word") >/dev/null 2>&1; then
      command . "@DIR@/$__rutter_word"
      unset -f command
    fi
  done
  # shellcheck source=/dev/null
  { command . '@DIR@/state'; } 2>/dev/null
  : >|'@DIR@/state'
fi
# shellcheck disable=SC2142
alias trap=__rutter_trap
if [ "$__rutter_code" != none ]; then __rutter_wind_up; fi
@DOT@ '@DIR@/loop'
