/* Facts: their names and sentences. */

#include "facts.h"

#include <string.h>

#define FACT_TEXT(id, name, summary) { name, summary },
static const struct { const char *name, *summary; } texts[] = { FACTS_LIST(FACT_TEXT) };

const char *
fact_name(enum fact fact)
{
	return texts[fact].name;
}

const char *
fact_summary(enum fact fact)
{
	return texts[fact].summary;
}

enum fact
fact_find(const char *name, size_t length)
{
	for (unsigned i = 0; i < FACT_COUNT; i++)
		if (strlen(texts[i].name) == length && memcmp(texts[i].name, name, length) == 0)
			return (enum fact)i;
	return FACT_COUNT;
}
