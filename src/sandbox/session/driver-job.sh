# shellcheck shell=sh disable=SC2154
# Sourced by a background job of the session's shell: `$!` is this process. The job's commands run in
# a child of it; it hands signals on to that, and tells the host how the child has ended.
(
  # What tells the job's processes from others wherever they go: a number that children inherit and
  # that cannot be lowered again (proc_pid_oom_score_adj(5)).
  if IFS=' ' command read -r __rutter_number _ </proc/self/stat &&
    command read -r __rutter_score </proc/self/oom_score_adj; then
    __rutter_score=$((__rutter_score + __rutter_job))
    if [ "$__rutter_score" -gt 1000 ] ||
      ! command printf %s "$__rutter_score" >|/proc/self/oom_score_adj; then
      __rutter_score=none
    fi
    command printf '%s %s\n' "$__rutter_number" "$__rutter_score" >|"@DIR@/main.$__rutter_job" || :
  fi
  command exec >"@DIR@/out.$__rutter_job" 2>"@DIR@/err.$__rutter_job"
  __rutter_apart
  @DOT@ "@DIR@/job.$__rutter_job"
) &
command set +aefuvx
__rutter_child=$!
for __rutter_word in HUP INT QUIT USR1 USR2 ALRM TERM; do
  command trap "command kill -$__rutter_word $__rutter_child" "$__rutter_word"
done
# What the job closes is not to be held open here.
command exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
until
  {
    while :; do
      command wait "$__rutter_child"
      __rutter_last=$?
      command kill -0 "$__rutter_child" || break
    done
    # Interrupted by a signal, dash may have learnt its end without telling; 127: it was told.
    command wait "$__rutter_child"
    __rutter_code=$?
    case $__rutter_code in 127) ;; *) __rutter_last=$__rutter_code ;; esac
    command printf '%s\n' "$__rutter_last"
  } >"@DIR@/life.$__rutter_job" 2>/dev/null
do
  # Only in busybox, where the end of the child interrupts the opening.
  [ -p "@DIR@/life.$__rutter_job" ] || break
done
command exit "$__rutter_last"
