/* Groups as text: one line for people, and JSON. */

#include "watch/groups.h"

#include "write.h"

static const char *const kind_texts[] = {
	"unexpected", "undecided", "possible", "expected", "first_ip", "unknown_tld", "undecodable",
};

const char *
certlint_group_kind_text(int kind)
{
	return kind >= CERTLINT_GROUP_UNEXPECTED && kind <= CERTLINT_GROUP_UNDECODABLE ?
		       kind_texts[kind - 1] : "unknown";
}

/* What is not there is left out. */
static void
write_given(struct out *out, const char *before, const char *name, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	out_text(out, before);
	out_text(out, name);
	out_text(out, "\":\"");
	out_safe(out, text, strlen(text), true);
	out_text(out, "\"");
}

static void
write_number(struct out *out, const char *name, uint64_t number)
{
	out_text(out, ",\"");
	out_text(out, name);
	out_text(out, "\":");
	out_number(out, number);
}

static void
write_issuer(struct out *out, const struct certlint_group *group)
{
	static const char digits[] = "0123456789abcdef";
	char text[65];

	if (group->issuer == NULL)
		return;
	for (unsigned i = 0; i < 32; i++) {
		text[2 * i] = digits[group->issuer[i] >> 4];
		text[2 * i + 1] = digits[group->issuer[i] & 15];
	}
	text[64] = '\0';
	write_given(out, ",\"", group->flags & CERTLINT_GROUP_BY_NAME ? "issuer_name_hash" :
		     "issuer_key", text);
}

static void
write_json(struct out *out, const struct certlint_group *group)
{
	write_given(out, "{\"", "kind", certlint_group_kind_text((int)group->kind));
	write_given(out, ",\"", "issuer", group->issuer_name);
	write_issuer(out, group);
	write_given(out, ",\"", "pattern", group->pattern);
	write_given(out, ",\"", "label", group->label);
	write_given(out, ",\"", "owner", group->owner);
	write_given(out, ",\"", "example", group->example);
	write_number(out, "count", group->count);
	write_number(out, "untold", group->untold);
	write_number(out, "duplicates", group->duplicates);
	write_number(out, "alerts", group->alerts);
	write_number(out, "first", group->first > 0 ? (uint64_t)group->first : 0);
	write_number(out, "last", group->last > 0 ? (uint64_t)group->last : 0);
	out_text(out, "}");
}

static void
write_part(struct out *out, const char *before, const char *text, const char *otherwise)
{
	const char *shown = text && text[0] ? text : otherwise;

	out_text(out, before);
	out_safe(out, shown, strlen(shown), false);
}

static void
write_line(struct out *out, const struct certlint_group *group)
{
	bool watched = group->pattern && group->pattern[0];

	write_part(out, "", group->issuer_name, "an unnamed issuer");
	write_part(out, ", ", watched ? group->pattern :
		   certlint_group_kind_text((int)group->kind), "");
	if (watched && group->label && strcmp(group->label, group->pattern) != 0) {
		write_part(out, " (", group->label, "");
		out_text(out, ")");
	}
	out_text(out, ", ");
	out_number(out, group->count);
	out_text(out, group->count == 1 ? " certificate" : " certificates");
	if (watched)
		write_part(out, ": ", certlint_group_kind_text((int)group->kind), "");
	else if (group->example && group->example[0])
		write_part(out, ": ", group->example, "");
}

size_t
certlint_group_format(const struct certlint_group *group, int format, char *buffer,
		      size_t capacity)
{
	struct out_buffer b = { buffer, buffer ? capacity : 0, 0 };
	struct out out = { .writer = out_receive, .ctx = &b };

	if (group && format == CERTLINT_JSON)
		write_json(&out, group);
	else if (group && format == CERTLINT_TEXT)
		write_line(&out, group);
	out_flush(&out);
	return out_received(&b);
}
