/* What is read and judged together: documents or entries, and what is remarkable among them. */

#include "watch/batch.h"

#include <stdlib.h>

enum { KEEP = 1 << 20, KEEP_RECORDS = 4096 };

struct batch *
batch_of(struct job *job)
{
	if (!job->own)
		job->own = memory_new(1, sizeof(struct batch));
	return job->own;
}

void
batch_clear(struct batch *b)
{
	if (b->record_room > KEEP_RECORDS) {
		free(b->records);
		b->records = NULL;
		b->record_room = 0;
	}
	b->count = b->record_count = 0;
	b->chunk = NULL;
	b->entries = b->damaged = b->linted = 0;
	b->last_time = 0;
	text_shrink(&b->body, KEEP);
	text_shrink(&b->index, KEEP);
}

void
batch_free(void *own)
{
	struct batch *b = own;

	if (!b)
		return;
	batch_clear(b);
	free(b->documents);
	free(b->records);
	text_free(&b->body);
	text_free(&b->index);
	free(b);
}

struct document *
batch_document(struct batch *b)
{
	if (b->count == b->room) {
		b->room = b->room ? 2 * b->room : 64;
		b->documents = memory_grow(b->documents, b->room, sizeof(*b->documents));
	}
	b->documents[b->count] = (struct document){ .kind = DOCUMENT_OBJECT };
	return &b->documents[b->count++];
}

struct record *
batch_record(struct batch *b)
{
	if (b->record_count == b->record_room) {
		b->record_room = b->record_room ? 2 * b->record_room : 16;
		b->records = memory_grow(b->records, b->record_room, sizeof(*b->records));
	}
	b->records[b->record_count] = (struct record){ .document = 0 };
	return &b->records[b->record_count++];
}
