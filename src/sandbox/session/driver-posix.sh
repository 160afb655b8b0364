# shellcheck shell=sh disable=SC2154
# What the driver needs of a plain POSIX shell. A block runs under `set -e`; a failing command
# ends the shell, and its EXIT trap goes on in a subshell.

# The number of this process, which `$$` does not tell in a subshell.
__rutter_process() {
  __rutter_number=$$
  if [ -r /proc/self/stat ]; then IFS=' ' command read -r __rutter_number _ </proc/self/stat; fi
}

__rutter_remember() {
  __rutter_process
  __rutter_self=$__rutter_number
}

__rutter_nested() {
  __rutter_process
  [ "$__rutter_number" != "$__rutter_self" ]
}

# What `exit` is an alias of: in a subshell of an EXIT trap dash does not know the last status.
__rutter_exit() {
  {
    __rutter_last=$?
    unset -f command
    __rutter_nested || __rutter_flags=$-
    command set +x
  } 2>/dev/null
  if [ "$#" = 0 ]; then command exit "$__rutter_last"; else command exit "$@"; fi
}
alias exit=__rutter_exit

__rutter_lenient() {
  return 0
}

__rutter_between() {
  return 0
}

__rutter_apart() {
  return 0
}

# For a shell that cannot go on in a subshell: saves everything of it, and begins anew in the same
# process. The shell cannot print its functions; the host has their text: those of the blocks before in
# the file `functions`, those of this block in `functions-new`.
__rutter_restart() {
  {
    # What is defined no more, or was only in a branch that did not run.
    for __rutter_last in names names-new; do
      while IFS='' command read -r __rutter_word; do
        case $(command type "$__rutter_word") in
        *function*) ;;
        *) command printf 'unset -f %s\n' "$__rutter_word" ;;
        esac
      done <"@DIR@/$__rutter_last"
    done
    command set | while IFS='' command read -r __rutter_word; do
      case $__rutter_word in
      PPID=* | LINENO=* | _=*) ;;
      *) command printf '%s\n' "$__rutter_word" ;;
      esac
    done
    command readonly -p
    command alias | while IFS='' command read -r __rutter_word; do
      case $__rutter_word in
      trap=*) ;;
      *=*) command printf 'alias %s\n' "${__rutter_word#alias }" ;;
      *) command printf '%s\n' "$__rutter_word" ;;
      esac
    done
    while IFS='' command read -r __rutter_word; do
      case $__rutter_word in
      *__rutter_*) ;;
      *) command printf '%s\n' "$__rutter_word" ;;
      esac
    done <'@DIR@/traps'
    command printf 'set --'
    for __rutter_word in "$@"; do
      command printf ' '
      __rutter_quote "$__rutter_word"
    done
    command printf '\n'
    command set +o
  } >|'@DIR@/state' 2>/dev/null
  command exec "$__rutter_sh" -c ". '@DIR@/driver-sh'" sh
}
