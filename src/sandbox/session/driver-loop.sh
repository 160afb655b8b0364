# shellcheck shell=sh
# The loop of a session. The driver's own work is the condition, where no option or ERR trap of the
# user's stops it; the body is one block. It is sourced at the top level, not called as a function:
# `declare`, `set --` and `return` in a block mean what they mean at a prompt.
# After `set -n` by the user the condition comes out true, and the shell ends.
#
# The output is redirected with `exec` and not around the block: busybox undoes the redirections of
# a compound command before it runs the EXIT trap of a subshell in it.
until
  {
    __rutter_last=$? __rutter_generation=''
    unalias command
    unset -f command
    case $__rutter_flags in '') __rutter_flags=$- ;; esac
    case $- in *[vx]*) command set +vx ;; esac
    command eval "$__rutter_undo"
    __rutter_undo=''
  } >/dev/null 2>&1
  command exec </dev/null >/dev/null 2>&1
  # What goes wrong here is told when the shell is gone.
  command exec 2>|'@DIR@/complaints'
  __rutter_between
  case $__rutter_code in ?*) __rutter_last=$__rutter_code ;; esac
  __rutter_code=''
  until
    __rutter_generation=$(__rutter_turn "$__rutter_last" "$__rutter_flags" "$__rutter_line")
  do
    # It was not parsed; where there was no process to parse it, the session is at its end.
    case $__rutter_generation in '') break ;; esac
    __rutter_last=bad
  done
  __rutter_flags='' __rutter_line='' __rutter_quiet=''
  case $__rutter_generation in
  - | quit | '') ;;
  *)
    # In busybox the end of a background job interrupts it.
    for __rutter_word in 1 2 3; do
      if command exec >"@DIR@/out.$__rutter_generation" 2>"@DIR@/err.$__rutter_generation"; then
        break
      fi
    done
    ;;
  esac
  case $__rutter_generation in quit | '') __rutter_fail 0 ;; *) __rutter_fail 1 ;; esac
do
  @DOT@ '@DIR@/block'
done
# Only a `break` in a block leads here with a generation.
# shellcheck source=/dev/null
case $__rutter_generation in
quit | '') ;;
*) @DOT@ '@DIR@/loop' ;;
esac
command trap - EXIT
case $__rutter_generation in quit) command exit 0 ;; *) command exit 254 ;; esac
