/* The two rules about the caller's structs: how those that begin with `size` are read, and how a
   failure is told. */

#include "sized.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SIZE_ABSURD = 1 << 16 };	/* no struct of this library will ever have so many bytes */

int
sized_read(void *own, size_t size, const void *given)
{
	size_t theirs;

	memcpy(&theirs, given, sizeof(theirs));
	if (theirs < sizeof(theirs) || theirs > SIZE_ABSURD)
		return CERTLINT_ERR_ARGUMENT;
	for (size_t i = size; i < theirs; i++)
		if (((const char *)given)[i] != 0)
			return CERTLINT_ERR_NEWER;
	memset(own, 0, size);
	memcpy(own, given, theirs < size ? theirs : size);
	memcpy(own, &size, sizeof(size));
	return CERTLINT_OK;
}

int
sized_accept(void *own, size_t size, const void *given, const char *what,
	     struct certlint_error *error)
{
	int status = sized_read(own, size, given);

	if (status == CERTLINT_ERR_ARGUMENT)
		return refuse(error, status, -1, "%s: size is not set: start from its _INIT", what);
	if (status == CERTLINT_ERR_NEWER)
		return refuse(error, status, -1,
			      "%s: a field is set that this library (%s) does not "
			      "know: use a newer one",
			      what, CERTLINT_VERSION_STRING);
	return status;
}

/* Names that the caller gave are quoted in messages: nothing in them reaches a terminal raw. */
static void
make_printable(char *text)
{
	for (; *text; text++)
		if (*text < 0x20 || *text > 0x7e)
			*text = '?';
}

int
refuse(struct certlint_error *error, int status, int32_t position, const char *format, ...)
{
	struct certlint_error told = CERTLINT_ERROR_INIT;
	size_t size, room = offsetof(struct certlint_error, text);
	va_list arguments;

	if (error == NULL)
		return status;
	size = error->size < sizeof(told) ? error->size : sizeof(told);
	told.status = status;
	told.position = position;
	if (size > room) {
		va_start(arguments, format);
		vsnprintf(told.text, size - room, format, arguments);
		va_end(arguments);
		make_printable(told.text);
	}
	if (size > sizeof(told.size))
		memcpy((char *)error + sizeof(told.size), (char *)&told + sizeof(told.size),
		       size - sizeof(told.size));
	return status;
}
