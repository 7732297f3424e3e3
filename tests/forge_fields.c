/* The fields of a certificate, and what other objects share with it. */

#include "forge_fields.h"

#include <string.h>

#include "forge_key.h"
#include "forge_name.h"

static void
put_validity(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	const struct value *field = recipe->field;
	size_t at;

	if (field[VALIDITY].text.p && put_forced(b, 0x30, field[VALIDITY].text))
		return;
	at = put_open(b, 0x30);
	if (field[FROM].text.p)
		put_date(b, field[FROM].text);
	if (field[VALIDITY].text.p)
		put_instant(b, make->until);
	else if (field[UNTIL].text.p)
		put_date(b, field[UNTIL].text);
	put_close(b, at);
}

static void
put_version(struct buf *b, struct str text)
{
	size_t at;
	long number;

	if (!text.p || str_is(text, "v1") || put_forced(b, 0xa0, text))
		return;
	if (!str_number(text, &number)) {
		if (!str_skip(&text, "v") || !str_number(text, &number) || number < 1) {
			wrong_word(b->trouble, "no version", text);
			return;
		}
		number--;
	}
	at = put_open(b, 0xa0);
	put_number(b, 0x02, (unsigned long)number);
	put_close(b, at);
}

struct str
algorithm_of(const struct recipe *recipe, const struct make *make, enum field field)
{
	if (recipe->field[field].text.p)
		return recipe->field[field].text;
	if (recipe->field[SIGALG].text.p)
		return recipe->field[SIGALG].text;
	return str_of(key_algorithm(str_of(make->signer.key)));
}

static void
put_unique_id(struct buf *b, unsigned tag, struct str text)
{
	size_t at;

	if (!text.p || put_forced(b, tag, text))
		return;
	at = put_open(b, tag);
	put_byte(b, 0);
	put_raw(b, text);
	put_close(b, at);
}

/* ext=: each item is an extension of its own, or the name of one to repeat. */
static void
put_extra(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	struct items list = items_of(recipe->field[EXT].text, ',');
	const struct extension *known;
	struct value value;
	struct str item, name;
	enum mark mark;

	while (items_next(&list, &item)) {
		name = item;
		mark = take_mark(&name);
		known = extension_named(name);
		if (!known || !recipe->extension[known - extensions].text.p) {
			put_any_extension(b, item);
			continue;
		}
		value = recipe->extension[known - extensions];
		if (mark != MARK_NONE)
			value.mark = mark;
		put_extension(b, known, value, make);
	}
}

/* The extensions named by order= first, then the others as the table has them, then ext=. */
static void
put_extensions(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	struct items list = items_of(recipe->field[ORDER].text, ',');
	bool done[MAX_EXTENSIONS] = { false }, extra = false;
	const struct extension *known;
	struct str item;

	while (items_next(&list, &item)) {
		known = extension_named(item);
		if (str_is(item, "ext") && !extra) {
			put_extra(b, recipe, make);
			extra = true;
		} else if (!known || !recipe->extension[known - extensions].text.p) {
			wrong_word(b->trouble, "there is no such extension to order", item);
		} else if (!done[known - extensions]) {
			done[known - extensions] = true;
			put_extension(b, known, recipe->extension[known - extensions], make);
		}
	}
	for (size_t i = 0; i < extension_count; i++)
		if (recipe->extension[i].text.p && !done[i])
			put_extension(b, &extensions[i], recipe->extension[i], make);
	if (!extra)
		put_extra(b, recipe, make);
}

void
put_extensions_field(struct buf *b, unsigned tag, const struct recipe *recipe,
		     const struct make *make)
{
	struct str text = recipe->field[EXTENSIONS].text;
	size_t at = 0, inner, start = b->n;

	if (text.p && put_forced(b, tag ? tag : 0x30, text))
		return;
	if (tag)
		at = put_open(b, tag);
	inner = put_open(b, 0x30);
	put_extensions(b, recipe, make);
	if (b->n == inner && !text.p) {
		b->n = start;
		return;
	}
	put_close(b, inner);
	if (tag)
		put_close(b, at);
}

void
put_issuer_name(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	if (recipe->field[ISSUER].text.p)
		put_name(b, recipe->field[ISSUER].text);
	else
		put(b, make->issuer.name, make->issuer.name_length);
}

void
put_tbs_certificate(struct buf *b, const struct recipe *recipe, const struct make *make)
{
	const struct value *field = recipe->field;
	size_t at = put_open(b, 0x30), inner;

	put_version(b, field[VERSION].text);
	if (field[SERIAL].text.p && !put_forced(b, 0x02, field[SERIAL].text)) {
		inner = put_open(b, 0x02);
		put_raw(b, field[SERIAL].text);
		put_close(b, inner);
	}
	put_algorithm(b, algorithm_of(recipe, make, TBSALG));
	put_issuer_name(b, recipe, make);
	put_validity(b, recipe, make);
	if (field[SUBJECT].text.p)
		put_name(b, field[SUBJECT].text);
	put(b, make->spki, make->spki_length);
	put_unique_id(b, 0x81, field[IUID].text);
	put_unique_id(b, 0x82, field[SUID].text);
	put_extensions_field(b, 0xa3, recipe, make);
	put_close(b, at);
}
