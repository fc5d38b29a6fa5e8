#!/bin/sh
# 一条命令装好并打开 / Set everything up and open it. Needs Python 3.11 or later, nothing else.
#
#   sh start.sh [--data 目录] [streamlit 选项]   装好、建库、打开看板 / set up, build, open the dashboard
#   sh start.sh demo [streamlit 选项]            同上，用演示数据（demo/） / the same on demonstration data
#   sh start.sh test [pytest 选项]               装好并运行全部测试 / set up and run the tests
#   例如换一个端口 / for example another port:   sh start.sh --server.port 8600
#
# Everything is installed into .venv/ here; a second run finds it ready. PYTHON names another interpreter.
set -eu
cd "$(dirname "$0")"
python=${PYTHON:-python3}

say() { printf '%s\n' "$@" >&2; }
stop() { say "$@"; exit 1; }

# Before anything is installed: a Python that is too old gives riddles later.
check_python() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || stop \
        "需要 Python 3.11 或更高版本（当前命令：$python）。Debian、Ubuntu 请运行：sudo apt-get install python3 python3-venv" \
        "Python 3.11 or later is needed (command: $python). On Debian or Ubuntu run: sudo apt-get install python3 python3-venv"
}

# Debian ships Python without what `python3 -m venv` needs; root can have it installed.
check_venv() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null && return
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        say "正在安装 python3-venv… / Installing python3-venv…"
        { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends python3-venv; } >&2
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || stop \
        "缺少 Python 的 venv 组件。请运行：sudo apt-get install python3-venv，然后重新执行本命令。" \
        "Python's venv component is missing. Run: sudo apt-get install python3-venv, then this command again."
}

# What an installation rests on: a change of any of these sets up anew.
state() { { cat pyproject.toml requirements.txt; pwd; .venv/bin/python --version 2>&1 || true; } | cksum; }

# The stamp says what is installed; what the tests need also serves the dashboard.
set_up() {
    stamp=.venv/installed
    case $(cat "$stamp" 2>/dev/null || true) in "$(state) test" | "$(state) $1") return ;; esac
    check_python
    check_venv
    say "正在安装到 .venv/，首次需要几分钟… / Installing into .venv/; the first time takes some minutes…"
    rm -f "$stamp"
    .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
    requirements="-r requirements.txt"
    [ "$1" = run ] || requirements="-e .[test]"
    # shellcheck disable=SC2086  # two words on purpose
    .venv/bin/python -m pip install --quiet --disable-pip-version-check $requirements >&2 || stop \
        "安装未完成，原因见上。请检查网络后重新执行；在境内可先设置镜像，例如 export PIP_INDEX_URL=镜像地址。" \
        "The installation did not finish; see above. Check the network and run this again; PIP_INDEX_URL names a nearer mirror."
    printf '%s\n' "$(state) $1" >"$stamp"
}

run_tests() {
    set_up test
    exec .venv/bin/python -m pytest "$@"
}

open_dashboard() {
    set_up run
    data=data
    awaited=no
    for argument in "$@"; do # takes --data out and leaves the rest for Streamlit
        shift
        case $awaited$argument in
        no--data) awaited=yes ;;
        no--data=*) data=${argument#--data=} ;;
        no*) set -- "$@" "$argument" ;;
        yes*) data=$argument awaited=no ;;
        esac
    done
    [ "$awaited" = no ] || stop "--data 后面缺少目录。" "--data needs a folder."
    [ "$data" != demo ] || [ -d demo/uploads ] || .venv/bin/python -m etl demo demo
    .venv/bin/python -m etl build --data "$data"
    exec .venv/bin/python -m streamlit run dashboard/app.py "$@" -- --data "$data"
}

case ${1:-} in
-h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0" ;;
test) shift && run_tests "$@" ;;
demo) shift && open_dashboard --data demo "$@" ;;
*) open_dashboard "$@" ;;
esac
