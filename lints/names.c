/* The checks of dNSNames that several rooms share: a row for each flag of lib/host.h. */

#include "names.h"

uint64_t
name_flags(const struct report *r, struct span name)
{
	return host_flags(name, rules_day(r), data_of(r));
}

void
dns_fault(const struct cert *c, struct report *r)
{
	const struct name_fault *fault = arg(r);
	uint64_t with = fault->with | HOST_BIT(fault->flag), flags;
	struct der name;

	each_dns(c, name) {
		flags = name_flags(r, name.body);
		if ((flags & with) != with || (flags & fault->without) != 0)
			continue;
		fail(r, host_fault_span(name.body, fault->flag), "%s %s", quote(r, name.body),
		     fault->detail);
	}
}
