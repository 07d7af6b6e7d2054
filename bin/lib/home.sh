# Sourced from the root of the checkout. The tools keep caches below HOME: without a usable one they get their own.

if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
    HOME=$PWD/.tools/home
    export HOME
    mkdir -p "$HOME"
fi
