# shellcheck shell=sh disable=SC2154,SC3049
# Sourced by the EXIT trap: the shell is about to end in a block, by `exit`, `set -e`, or `set -u`.
# The session goes on in a subshell, which has everything of it but the table of background jobs.
{
  __rutter_saved=$(command trap)
  case $__rutter_flags in '') __rutter_flags=$- ;; esac
  case $- in *[vx]*) command set +vx ;; esac
} 2>/dev/null
# Where the shell has not undone the redirections of the block, its pipes would stay open.
command exec </dev/null >/dev/null 2>&1
(
  command set +e
  __rutter_remember
  command unalias trap || :
  command eval "$__rutter_saved"
  command trap '{ __rutter_code=$?; } 2>/dev/null; command . '\''@DIR@/exited'\' EXIT
  # shellcheck disable=SC2142
  alias trap=__rutter_trap
  case $__rutter_flags in *e*) command set -e ;; esac
  if [ -n "$__rutter_action" ]; then
    __rutter_last=$__rutter_action __rutter_action='' __rutter_opens=2
    {
      case $__rutter_code in
      0) command eval "$__rutter_last" ;;
      *) __rutter_fail "$__rutter_code" || command eval "$__rutter_last" ;;
      esac
    } >"@DIR@/out.$__rutter_generation" 2>"@DIR@/err.$__rutter_generation"
  fi
  # shellcheck source=/dev/null
  command . '@DIR@/loop'
)
