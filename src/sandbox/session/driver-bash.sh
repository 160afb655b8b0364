# shellcheck shell=bash disable=SC2154
# What the driver needs of bash. A failing command and `exit` leave the block, not the shell: an
# ERR trap, and after `exit` a DEBUG trap, return from every function and file up to the loop.

__rutter_remember() {
  __rutter_self=$BASHPID
}

__rutter_nested() {
  [[ $BASHPID != "$__rutter_self" ]]
}

# `extglob` may be set by the block itself, which a parse without running it does not see.
__rutter_lenient() {
  shopt -s extglob
}

# What `exit` is an alias of.
__rutter_exit() {
  {
    local status=${1-$?}
    unset -f command
    if (($# > 1)) || [[ ! $status =~ ^-?[0-9]+$ ]] || __rutter_nested; then
      command exit "$@"
    fi
    __rutter_flags=$-
    command set +x
  } 2>/dev/null
  status=$((status & 255))
  if [[ -n $__rutter_action && -z $__rutter_quiet ]]; then
    local action=$__rutter_action
    __rutter_action=''
    if ((status == 0)); then command eval "$action"; else
      __rutter_fail "$status" || command eval "$action"
    fi
  fi
  __rutter_code=$status
  case $- in *e*)
    __rutter_stopped=yes
    command set +e
    ;;
  esac
  __rutter_undo='command trap - DEBUG; command set +T'
  case $__rutter_flags in *T*) __rutter_undo='command trap - DEBUG' ;; esac
  command set -T
  command trap '((${#BASH_SOURCE[@]} > __rutter_depth)) && return "$__rutter_code"' DEBUG
  return "$status"
}

# In the ERR trap, under `set -e`: whether to return. $1: the line of what failed. Each return fails
# again in the caller, so the last line that is kept is one of the block itself.
# The outermost return leaves the block's file;
# there, and in the loop itself, `set -e` would end the shell.
__rutter_stop() {
  local levels=$((${#BASH_SOURCE[@]} - 1 - __rutter_depth))
  if ((levels < 2)); then
    __rutter_line=$1
    __rutter_stopped=yes
    command set +e
  fi
  ((levels > 0))
}

# Undoes what a failing command has set to leave its block.
__rutter_between() {
  __rutter_depth=$((${#BASH_SOURCE[@]} - 1))
  if [[ -n $__rutter_stopped ]]; then
    __rutter_stopped=''
    command set -e
    case $__rutter_flags in *e*) ;; *) __rutter_flags=e$__rutter_flags ;; esac
  fi
}

# In a job, which fails as any subshell does: takes the driver's ERR trap away, not one of the user's.
__rutter_apart() {
  case $(command trap -p ERR) in *__rutter_stop*) command trap - ERR ;; esac
}

# bash runs the EXIT trap for a signal that kills it, too; that is the end of the session.
__rutter_die() {
  command trap - EXIT "$1"
  command kill "-$1" "$BASHPID"
}

__rutter_stopped=''
for __rutter_word in HUP INT QUIT USR1 USR2 ALRM TERM; do
  # shellcheck disable=SC2064
  trap "__rutter_die $__rutter_word" "$__rutter_word"
done
set -E
shopt -s expand_aliases
# A DEBUG trap of the user's runs between; a bare `return` would take the status of that.
trap '{ __rutter_failed=$?; case $- in *e*) __rutter_stop "$LINENO" && return "$__rutter_failed" ;; esac; } 2>/dev/null' ERR
alias exit=__rutter_exit
