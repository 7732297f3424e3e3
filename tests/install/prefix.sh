# Sourced by the tests that see certlint as its users do: installs the build into a prefix of its
# own, that pkg-config then finds, and removes it in the end.
#
# In: BUILD (the build folder), CC, FORGE.  Out: $work (a folder for the test), $root (the prefix's
# place in it), $libraries (shared, static or both), PKG_CONFIG_PATH, LD_LIBRARY_PATH.

skip() {
	echo "skipped: $*"
	exit 77
}

fail() {
	echo "FAIL: $*" >&2
	exit 1
}

need() {
	for command; do
		command -v "$command" >/dev/null || skip "there is no $command"
	done
}

: "${BUILD:?the build folder}" "${CC:?the C compiler}" "${FORGE:?the forge}"
need meson pkg-config nm

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

meson install -C "$BUILD" --no-rebuild --quiet --destdir "$work/root" >"$work/install.log" 2>&1 || {
	cat "$work/install.log" >&2
	fail "meson install"
}
pc=$(find "$work/root" -name certlint.pc)
[ -n "$pc" ] || fail "no certlint.pc was installed"

# The tree was made for another place: tell pkg-config where it is now.
root=$work/root$(sed -n 's/^prefix=//p' "$pc")
sed -i.bak "s|^prefix=.*|prefix=$root|" "$pc"
PKG_CONFIG_PATH=$(dirname "$pc")${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH
libdir=$(pkg-config --variable=libdir certlint)
LD_LIBRARY_PATH=$libdir${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH

# Both kinds lie in one folder, where the linker takes the shared one: a second folder for the other.
libraries=
[ -e "$libdir/libcertlint.so" ] && libraries=shared
[ -e "$libdir/libcertlint.a" ] && libraries="$libraries static"
[ -n "$libraries" ] || skip "neither libcertlint.so nor libcertlint.a was installed"
mkdir "$work/static"
cp "$libdir/libcertlint.a" "$work/static/" 2>/dev/null || true

for file in "$libdir"/libcertlint.so "$libdir"/libcertlint.a; do
	[ -e "$file" ] || continue
	if nm -u "$file" 2>/dev/null | grep -q '__[atum]*san_\|__sanitizer_\|__gcov_'; then
		skip "this build is instrumented, and a program without that cannot use it"
	fi
done

# flags shared|static: what a compiler needs, in one line.
flags() {
	case $1 in
	shared) pkg-config --cflags --libs certlint ;;
	static) pkg-config --define-variable=libdir="$work/static" --cflags --libs --static certlint ;;
	esac
}

# forge RECIPE FILE: make an object to lint.
forge() {
	"$FORGE" "$1" >"$2" || fail "forge $1"
}

# says FILE TEXT...: each text has to be in the file.
says() {
	file=$1
	shift
	for text; do
		grep -qF -- "$text" "$file" || {
			cat "$file" >&2
			fail "'$text' is not in what is above"
		}
	done
}

# gives STATUS COMMAND...: the command's output goes to $work/out, and it has to end so.
gives() {
	wanted=$1
	status=0
	shift
	"$@" >"$work/out" 2>&1 || status=$?
	[ "$status" = "$wanted" ] || {
		cat "$work/out" >&2
		fail "status $status instead of $wanted: $*"
	}
}
