# shellcheck shell=sh disable=SC2154
# What the aide of a background job can do: find the job's processes and signal them. The host sets
# `job` to its number. Only builtins, so that it works where nothing can be forked any more.

# Sets `found` to the numbers of the job's processes, and `running` to those of them that are not
# stopped: whoever bears its oom_score_adj, writes to its output pipes, or is a child of one of them.
find_job() {
  found=' ' family='' root='' score=none
  read -r root score <"main.$job"
  if [ "$1" = ended ]; then root=''; fi
  for place in /proc/[0-9]*; do
    number=${place#/proc/} state='' parent='' own=''
    while read -r key value; do
      case $key in
      State:) state=${value%% *} ;;
      PPid:)
        parent=$value
        break
        ;;
      esac
    done <"$place/status"
    case $state in Z | X | '') continue ;; esac
    family="$family$number:$parent:$state "
    read -r own <"$place/oom_score_adj"
    # shellcheck disable=SC3013
    if [ "$number" = "$root" ] || [ "$own" = "$score" ] ||
      [ "$place/fd/1" -ef "out.$job" ] || [ "$place/fd/2" -ef "err.$job" ]; then
      found="$found$number "
    fi
  done
  more=yes
  while [ -n "$more" ]; do
    more=''
    for member in $family; do
      number=${member%%:*} parent=${member#*:}
      parent=${parent%:*}
      case $found in *" $number "*) continue ;; esac
      case $found in *" $parent "*) found="$found$number " more=yes ;; esac
    done
  done
  running=''
  for member in $family; do
    case $member in *:[Tt]) continue ;; esac
    case $found in *" ${member%%:*} "*) running="$running ${member%%:*}" ;; esac
  done
}

# $1: TERM, KILL, or `none` to look only; $2: `ended` once its main process is; $3: signs the answer,
# which is how many there were.
signal_job() {
  find_job "$2"
  # shellcheck disable=SC2086
  case $1 in
  TERM) kill -TERM $found ;;
  KILL)
    # First nobody makes new ones any more.
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      if [ -z "$running" ]; then break; fi
      kill -STOP $running
      find_job "$2"
    done
    kill -KILL $found
    ;;
  esac
  # shellcheck disable=SC2086
  set -- "$3" $found
  printf 'left %s %s\n\n%s\n' "$1" "$(($# - 1))" "$1" >control
}
