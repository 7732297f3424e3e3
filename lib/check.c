/* certlint_run(): one object, its findings to a sink, and no memory taken. */

#include "object.h"
#include "sized.h"

int
certlint_run(const certlint *lint, const struct certlint_input *input, certlint_sink *sink,
	     void *ctx, struct certlint_error *error)
{
	struct plan plan;
	struct surroundings s;
	struct run_options options;
	struct report report;
	int status;

	if (sink == NULL)
		return refuse(error, CERTLINT_ERR_ARGUMENT, -1, "certlint_run: sink is NULL");
	status = plan_read(&plan, lint, input, error);
	if (status < 0)
		return status;
	object_read_around(&s, &plan);
	object_read(&s, &plan, (struct span){ plan.input.data, plan.input.length }, NULL);
	options = plan_run_options(&plan);
	options.sink = sink;
	options.ctx = ctx;
	options.tell_not_checked = plan.input.flags & CERTLINT_TELL_NOT_CHECKED;
	options.no_detail = plan.input.flags & CERTLINT_NO_DETAIL;
	report.work = reading_work(plan.input.length);
	return run_object(&lint->engine, &s.object, &options, &report);
}
