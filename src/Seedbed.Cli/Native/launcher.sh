#!/bin/sh
# Starts the file beside it that was compiled for this processor. Its words are the shell's own: a process more would be a millisecond more.
self=$0
case $self in */*) ;; *) self=./$self ;; esac
while [ -L "$self" ]; do
    target=$(readlink "$self")
    case $target in
        /*) self=$target ;;
        *) self=${self%/*}/$target ;;
    esac
done

flags=
if [ -r /proc/cpuinfo ]; then
    while read -r key _ value; do
        if [ "$key" = flags ]; then
            flags=" $value "
            break
        fi
    done </proc/cpuinfo
fi

has() {
    for flag; do
        case $flags in *" $flag "*) ;; *) return 1 ;; esac
    done
}

# An instruction set is not used where .NET's own switch forbids it.
level=x86-64-v2
case ${DOTNET_EnableHWIntrinsic-}/${DOTNET_EnableAVX2-} in
    *0*) ;;
    *) if has abm avx2 bmi1 bmi2 f16c fma movbe; then level=x86-64-v3; fi ;;
esac
if [ "$level" = x86-64-v3 ] && [ "${DOTNET_EnableAVX512-}" != 0 ] && has avx512bw avx512cd avx512dq avx512f avx512vl; then level=x86-64-v4; fi

if [ "$level" = x86-64-v2 ] && [ -n "$flags" ] && ! has cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3; then
    echo "seedbed: this processor has no $flag, which the files in ${self%/*} need (x86-64-v2); use another one, of 2009 or later." >&2
    exit 2
fi

tool=${self%/*}/seedbed-$level
if [ ! -x "$tool" ]; then
    echo "seedbed: $tool is missing; the files that ./publish makes belong into one folder, and a link to this one may stand anywhere." >&2
    exit 2
fi
exec "$tool" "$@"
