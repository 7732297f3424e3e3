/* Hits as text: an element of a JSON event, and a line for people. */

#include "watch/watch.h"

#include "write.h"

const char *
certlint_watch_how_text(int how)
{
	static const char *const texts[] = { "exact", "below", "wildcard", "disguised",
					     "possible" };

	return how >= CERTLINT_WATCH_EXACT && how <= CERTLINT_WATCH_POSSIBLE ? texts[how - 1] :
									      "unknown";
}

const char *
certlint_watch_verdict_text(int verdict)
{
	static const char *const texts[] = { "expected", "unexpected", "undecided" };

	return verdict >= CERTLINT_WATCH_EXPECTED && verdict <= CERTLINT_WATCH_UNDECIDED ?
		       texts[verdict - 1] : "unknown";
}

static void
write_number(struct out *out, const char *name, uint64_t number)
{
	write_key(out, ",", name);
	out_number(out, number);
}

static void
write_hash(struct out *out, const char *name, const uint8_t *hash)
{
	static const char digits[] = "0123456789abcdef";
	char text[2 * WATCH_HASH + 1];

	if (hash == NULL)
		return;
	for (unsigned i = 0; i < WATCH_HASH; i++) {
		text[2 * i] = digits[hash[i] >> 4];
		text[2 * i + 1] = digits[hash[i] & 15];
	}
	text[2 * WATCH_HASH] = '\0';
	write_member(out, ",", name, text);
}

static void
write_breaks(struct out *out, uint32_t breaks)
{
	static const char *const names[] = { "issuer", "key", "profile", "days", "known" };
	const char *before = "\"";

	write_key(out, ",", "breaks");
	out_text(out, "[");
	for (unsigned i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (breaks >> i & 1) {
			out_text(out, before);
			out_text(out, names[i]);
			out_text(out, "\"");
			before = ",\"";
		}
	out_text(out, "]");
}

static void
write_path(struct out *out, const struct certlint_hit *hit)
{
	struct span file;
	char path[256];

	if (hit->object == NULL)
		return;
	file = hit->object->cert.file;
	if (certlint_path_at(hit->object->kind, file.p, file.n, hit->offset, path, sizeof(path)) <
	    sizeof(path))
		write_member(out, ",", "path", path);
}

static void
write_json(struct out *out, const struct certlint_hit *hit)
{
	write_member(out, "{", "pattern", hit->pattern);
	write_member(out, ",", "kind", certlint_watch_kind_text((int)hit->kind));
	write_member(out, ",", "label", hit->label);
	write_member(out, ",", "owner", hit->owner);
	write_member(out, ",", "note", hit->note);
	write_number(out, "item", hit->item);
	write_member(out, ",", "value", hit->value);
	write_member(out, ",", "how", certlint_watch_how_text((int)hit->how));
	write_member(out, ",", "verdict", certlint_watch_verdict_text((int)hit->verdict));
	write_breaks(out, hit->breaks);
	write_member(out, ",", "broken", hit->broken);
	write_member(out, ",", "place", hit->place);
	write_path(out, hit);
	write_number(out, "offset", hit->offset);
	write_number(out, "length", hit->length);
	write_hash(out, "issuer_key", hit->issuer_key);
	write_hash(out, "tbs", hit->tbs);
	if (hit->flags & CERTLINT_HIT_CUT)
		out_text(out, ",\"cut\":true");
	out_text(out, "}");
}

static void
write_part(struct out *out, const char *before, const char *text)
{
	if (text == NULL)
		return;
	out_text(out, before);
	out_safe(out, text, strlen(text), false);
}

static void
write_line(struct out *out, const struct certlint_hit *hit)
{
	write_part(out, "", certlint_watch_verdict_text((int)hit->verdict));
	write_part(out, ": ", hit->pattern);
	if (strcmp(hit->label, hit->pattern) != 0)
		write_part(out, " ", hit->label);
	write_part(out, ": ", hit->value);
	write_part(out, " in ", hit->place);
	write_part(out, " (", certlint_watch_how_text((int)hit->how));
	out_text(out, ")");
	write_part(out, ": ", hit->broken);
	write_part(out, "; owner ", hit->owner);
	write_part(out, "; ", hit->note);
}

size_t
certlint_hit_format(const struct certlint_hit *hit, int format, char *buffer, size_t capacity)
{
	struct out_buffer r = { buffer, buffer ? capacity : 0, 0 };
	struct out out = { .writer = out_receive, .ctx = &r };

	if (hit && format == CERTLINT_JSON)
		write_json(&out, hit);
	else if (hit && format == CERTLINT_TEXT)
		write_line(&out, hit);
	out_flush(&out);
	return out_received(&r);
}
