# Sourced by bin/setup and bin/lock, from the root of the checkout. find_uv sets $uv, or says in one line what to install.

find_uv() {
    if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
        uv=uv
        return
    fi
    uv=.tools/uv/bin/uv
    if "$uv" --version >/dev/null 2>&1; then
        return
    fi
    find_python || stop "Python 3.11 or newer is missing; run: $(install_command python3)"
    uv_by_venv || uv_by_target || stop "$(why_no_uv)"
}

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

uv_by_venv() {
    rm -rf .tools/uv
    "$python" -m venv .tools/uv >/dev/null 2>&1 || return 1
    say "bringing uv"
    .tools/uv/bin/python -m pip install $pip_options >.tools/uv.log 2>&1
}

uv_by_target() {
    rm -rf .tools/uv
    "$python" -m pip --version >/dev/null 2>&1 || return 1
    say "bringing uv"
    PIP_USER=0 "$python" -m pip install $pip_options --target .tools/uv >.tools/uv.log 2>&1
}
pip_options="--quiet --no-deps --only-binary :all: --require-hashes -r bin/lib/requirements-uv.lock"

why_no_uv() {
    if [ -f .tools/uv.log ]; then
        echo "uv could not be downloaded (pip's words are in .tools/uv.log); mend the network, or install uv, and run again"
    else
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "this Python has neither venv nor pip to bring uv with; run: $(install_command "$version")"
    fi
}

# install_command python3 | 3.11: the words of this platform for Python itself, or for venv and pip of that Python.
install_command() {
    [ "$(id -u)" = 0 ] || printf 'sudo '
    for tool in apt-get dnf apk pacman zypper brew; do
        command -v "$tool" >/dev/null && break
        tool=
    done
    case "$tool:$1" in
        apt-get:python3) echo "apt-get install python3 python3-venv" ;;
        apt-get:*) echo "apt-get install python$1-venv" ;;
        dnf:*) echo "dnf install python3-pip" ;;
        apk:*) echo "apk add python3 py3-pip" ;;
        pacman:*) echo "pacman -S python-pip" ;;
        zypper:*) echo "zypper install python311-pip" ;;
        brew:*) echo "brew install uv" ;;
        *) echo "install Python 3.11 with its venv module" ;;
    esac
}

say() {
    echo "bin/${0##*/}: $1" >&2
}

stop() {
    say "$1"
    exit 1
}
