# shellcheck shell=sh
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

__rutter_lenient() {
  return 0
}

__rutter_between() {
  return 0
}
