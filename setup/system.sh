#!/bin/sh
# system.sh NEED…: sees what of the needs this machine lacks, says so, and installs it with the
# system's package manager. Needs:
#   pango     the libraries that set type (Pango, HarfBuzz, Fontconfig) and fc-list
#   fonts     a font for scripts that the house fonts lack: DejaVu Sans, for what the tests set in Hebrew
#   pdftools  what the tests read PDFs with: pdftotext, pdffonts, pdftoppm, qpdf
#   venv      the part of Python that makes environments, where the system ships it apart
#   jdk       a Java to compile with
#   chromium  a browser, to try the page that verifies certificates
#   postfix   a mail server, to try sending with
#   office    LibreOffice without windows, which makes documents to be imported
#   jaxb      the Java library for XML that the PDF/UA judge needs
# Does nothing, quickly, when nothing is missing.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

manager() {
    for candidate in brew apt-get dnf pacman apk zypper; do
        [ "$candidate" = brew ] && [ "$(uname -s)" != Darwin ] && continue
        if has "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo none
}

missing_commands() {
    for command in "$@"; do
        has "$command" || echo "$command"
    done
}

# What of one need is missing, one a line; nothing when all is there.
missing() {
    case $1 in
    pango)
        .venv/bin/python setup/libraries.py
        missing_commands fc-list
        ;;
    fonts) [ -n "$(fc-list 'DejaVu Sans' file 2>/dev/null)" ] || echo "DejaVu Sans" ;;
    pdftools) missing_commands pdftotext pdffonts pdftoppm qpdf ;;
    venv) "$PYTHON_FOUND" -c 'import ensurepip, venv' 2>/dev/null || echo "python3-venv" ;;
    jdk) javac -version >/dev/null 2>&1 || echo javac ;; # macOS has one that only says there is none
    chromium) missing_commands chromium ;;
    postfix) missing_commands postfix ;;
    office) missing_commands soffice ;;
    jaxb) [ -e /usr/share/java/jaxb-runtime.jar ] || echo jaxb-runtime.jar ;;
    *)
        say "system.sh: there is no need called \"$1\""
        exit 2
        ;;
    esac
}

# The packages of one need, as this system's package manager calls them.
packages() {
    case $1:$manager in
    pango:apt-get)
        echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1 fontconfig
        ;;
    pango:apk) echo pango harfbuzz-subset fontconfig ;;
    pango:zypper) echo libpango-1_0-0 libharfbuzz-subset0 fontconfig ;;
    pango:*) echo pango harfbuzz fontconfig ;;
    fonts:brew) echo font-dejavu ;;
    fonts:apt-get) echo fonts-dejavu-core fontconfig ;;
    fonts:dnf) echo dejavu-sans-fonts fontconfig ;;
    fonts:pacman) echo ttf-dejavu fontconfig ;;
    fonts:apk) echo font-dejavu fontconfig ;;
    fonts:zypper) echo dejavu-fonts fontconfig ;;
    pdftools:brew | pdftools:pacman) echo poppler qpdf ;;
    pdftools:zypper) echo poppler-tools qpdf ;;
    pdftools:*) echo poppler-utils qpdf ;;
    venv:apt-get)
        # Not the system's own python3 alone: python3.12 beside it needs python3.12-venv.
        "$PYTHON_FOUND" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
        ;;
    venv:*) echo python3-virtualenv ;;
    jdk:apt-get) echo default-jdk-headless ;;
    jaxb:apt-get) echo libjaxb-java ;;
    chromium:apt-get) echo chromium ;;
    postfix:*) echo postfix ;;
    office:apt-get) echo libreoffice-writer-nogui libreoffice-calc-nogui ;;
    office:*) echo libreoffice ;;
    *) ;;
    esac
}

command_line() {
    case $manager in
    brew) echo brew install "$@" ;;
    apt-get) echo apt-get install --yes --no-install-recommends "$@" ;;
    dnf) echo dnf install --assumeyes "$@" ;;
    pacman) echo pacman --sync --needed --noconfirm "$@" ;;
    apk) echo apk add "$@" ;;
    zypper) echo zypper --non-interactive install "$@" ;;
    esac
}

give_up() {
    say ""
    say "$1"
    say "Then run make again."
    exit 1
}

manager=$(manager)
lacks=""
wanted=""
for need in "$@"; do
    found=$(missing "$need" | paste -sd, - | sed 's|,|, |g')
    [ -n "$found" ] || continue
    lacks="${lacks:+$lacks, }$found"
    wanted="$wanted $(packages "$need")"
done
[ -n "$lacks" ] || exit 0

say "This machine lacks: $lacks"
if [ "$manager" = none ] && [ "$(uname -s)" = Darwin ]; then
    give_up "Install Homebrew (brew.sh): it can get the rest."
elif [ -z "${wanted# }" ] || [ "$manager" = none ]; then
    give_up "Here is no package manager that is known to have it: please install it by hand."
fi

# shellcheck disable=SC2086 # package names have no spaces
install=$(command_line $wanted)
as_root=""
if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then
    as_root="sudo"
    has sudo || give_up "Only an administrator can install it. Ask for:  $install"
    # Nobody can type a password where there is no terminal.
    [ -t 0 ] || sudo -n true 2>/dev/null ||
        give_up "No terminal to ask for the administrator's password. Please run:  sudo $install"
fi

say "Installing it now:  ${as_root:+$as_root }$install"
if [ "$manager" = apt-get ]; then
    # A fresh system has no list of packages yet.
    $as_root apt-get update -qq || say "(The list of packages could not be renewed; trying without.)"
fi
# shellcheck disable=SC2086 # a command line is words
$as_root env DEBIAN_FRONTEND=noninteractive $install </dev/null >&2 ||
    give_up "That did not work. Please run:  ${as_root:+$as_root }$install"

for need in "$@"; do
    found=$(missing "$need" | paste -sd, - | sed 's|,|, |g')
    [ -z "$found" ] || give_up "Installed, and still missing: $found"
done
