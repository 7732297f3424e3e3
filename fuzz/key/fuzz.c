/* Keys, algorithms and signatures of any bytes have a verdict, and it is the same twice. */
#include "key.h"

#include <stdlib.h>
#include <string.h>

#include "../claim.h"

/* The next part of the input: two octets of length, then a copy of exactly that many. */
static struct span
take_part(const uint8_t **data, size_t *size)
{
	size_t n = *size >= 2 ? (size_t)(*data)[0] << 8 | (*data)[1] : 0;
	size_t head = *size >= 2 ? 2 : *size;
	uint8_t *copy;

	if (n > *size - head)
		n = *size - head;
	copy = malloc(n ? n : 1);
	if (!copy)
		abort();
	memcpy(copy, *data + head, n);
	*data += head + n;
	*size -= head + n;
	return (struct span){ copy, n };
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span part[4];
	enum verdict verdict;

	for (int i = 0; i < 4; i++)
		part[i] = take_part(&data, &size);
	verdict = signature_verify(part[0], part[1], part[2], part[3]);
	if (verdict != signature_verify(part[0], part[1], part[2], part[3]))
		abort();
	verdict = point_on_curve(part[1], part[3]);
	if (verdict != point_on_curve(part[1], part[3]))
		abort();
	for (int i = 0; i < 4; i++)
		free((void *)(uintptr_t)part[i].p);
	return 0;
}
