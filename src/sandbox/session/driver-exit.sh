# shellcheck shell=sh disable=SC2154
# Sourced by the EXIT trap: the shell is about to end in a block, by `exit`, `set -e`, or `set -u`.
# The session goes on in a subshell, which has everything of it but the table of background jobs.
# What is sent to `$$` is handed on to it.
# A child that is killed before it has given up the traps of its parent comes here too.
if __rutter_nested; then command exit "$__rutter_code"; fi
# Not in a block: the driver itself could not go on, and would not in a subshell.
case $__rutter_generation in
'')
  command trap - EXIT
  command exit 254
  ;;
esac
{
  case $__rutter_flags in '') __rutter_flags=$- ;; esac
  case $- in *[vx]*) command set +vx ;; esac
} 2>/dev/null
unset -f command
command trap >|'@DIR@/traps'
case $__rutter_nests in
yes)
  (
    command set +e
    command unalias trap 2>/dev/null || :
    # shellcheck source=/dev/null
    { command . '@DIR@/traps'; } 2>/dev/null
    __rutter_arm
    # shellcheck disable=SC2142
    alias trap=__rutter_trap
    case $__rutter_flags in *e*) command set -e ;; esac
    __rutter_wind_up
    @DOT@ '@DIR@/loop'
  ) &
  __rutter_child=$!
  # The block's pipes end with the child's.
  command exec </dev/null >/dev/null 2>&1
  for __rutter_word in HUP INT QUIT USR1 USR2 ALRM TERM; do
    command trap "command kill -$__rutter_word $__rutter_child" "$__rutter_word"
  done
  command set +e
  while :; do
    command wait "$__rutter_child"
    __rutter_last=$?
    command kill -0 "$__rutter_child" || break
  done
  command trap - EXIT
  command exit "$__rutter_last"
  ;;
*) __rutter_restart "$@" ;;
esac
