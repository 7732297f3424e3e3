/* Going through the files, directories and lists that the command line names. */

#ifndef CERTLINT_CLI_SOURCES_H
#define CERTLINT_CLI_SOURCES_H

#include "objects.h"
#include "settings.h"

/* What was met on the way. */
struct sources {
	const struct object_sink *sink;
	struct stream stream;
	uint64_t files;			/* that held an object */
	uint64_t empty_files;		/* that held none, in directories */
	uint64_t objects;
	uint64_t failures;		/* to read something */
	enum exit_code code;		/* EXIT_UNREAD if any could not be read */
	const char *stdin_name;
	uint64_t skip_device, skip_inode; /* the report itself, if it is a file */
	bool skip;
	bool (*stop)(void);		/* true: read no further; may be NULL */
};

/* Read all that the settings name; what is wrong with one is said and the others are read. */
void sources_read(struct sources *sources, const struct settings *settings);

/* Read one named file, without a summary: the issuer.  False: it was said why not. */
bool source_read_file(struct sources *sources, const char *path);

void sources_free(struct sources *sources);

#endif
